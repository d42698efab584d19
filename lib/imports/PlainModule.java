package imports;

import alembic.RevisionScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.treesitter.TSNode;
import source.ModuleReferences;
import source.PythonSource;
import source.ScriptAssignments;
import source.SourceEdit;

/** The code of a revision script without what makes it a revision. */
final class PlainModule {
  private static final String NOTE =
      "# What revisions that stay import of the squashed revision %s; it is no revision any more.";
  private static final String TEMPLATE_COMMENT = "# revision identifiers, used by Alembic.";

  private PlainModule() {}

  /** Whether a file is one. */
  static boolean isOne(String text) {
    return text.contains(NOTE.substring(0, NOTE.indexOf('%')));
  }

  /**
   * The script without the assignments that Alembic reads, but for names that other code needs.
   *
   * @param used names that importers may read
   */
  static byte[] of(RevisionScript script, Set<String> used) {
    try (PythonSource source = new PythonSource(script.path(), script.source())) {
      SourceEdit edit = new SourceEdit(script.source());
      Set<String> needed = new HashSet<>(used);
      needed.addAll(read(source));
      List<TSNode> statements = statements(source);
      for (int i = 0; i < statements.size(); i++) {
        TSNode statement = statements.get(i);
        String name = source.text(statement.getChild(0).getChildByFieldName("left"));
        String note = i == 0 ? NOTE.formatted(script.revision()) : "";
        int start = i == 0 ? start(source, statement) : statement.getStartByte();
        if (needed.contains(name)) {
          edit.replace(start, statement.getStartByte(), i == 0 ? note + "\n" : "");
        } else {
          int end =
              note.isEmpty()
                  ? afterLine(script.source(), statement.getEndByte())
                  : statement.getEndByte();
          edit.replace(start, end, note);
        }
      }
      return edit.applied(source.charset());
    }
  }

  /** Whether the script asks where its file is, or imports relative to it. */
  static boolean isTiedToItsPlace(RevisionScript script) {
    try (PythonSource source = new PythonSource(script.path(), script.source())) {
      return identifiers(source.root()).stream()
              .anyMatch(name -> source.text(name).equals("__file__"))
          || ModuleReferences.of(source).stream().anyMatch(reference -> reference.level() > 0);
    }
  }

  /** Of the names that Alembic reads those that a file takes from other modules. */
  static Set<String> namesOfOthers(String path, byte[] bytes) {
    try (PythonSource source = new PythonSource(path, bytes)) {
      Set<String> names = new HashSet<>();
      for (TSNode name : identifiers(source.root())) {
        String parent = name.getParent().getType();
        if ((parent.equals("attribute") || parent.equals("dotted_name"))
            && ScriptAssignments.WANTED.contains(source.text(name))) {
          names.add(source.text(name));
        }
      }
      return names;
    }
  }

  /** Names that the script itself reads. */
  private static Set<String> read(PythonSource source) {
    Set<String> read = new HashSet<>();
    for (TSNode name : identifiers(source.root())) {
      boolean isSet =
          name.getParent().getType().equals("assignment")
              && TSNode.eq(name.getParent().getChildByFieldName("left"), name);
      if (!isSet) {
        read.add(source.text(name));
      }
    }
    return read;
  }

  /** The statements that set one of the names and nothing else. */
  private static List<TSNode> statements(PythonSource source) {
    return PythonSource.children(source.root()).stream()
        .filter(statement -> statement.getType().equals("expression_statement"))
        .filter(statement -> statement.getChildCount() == 1)
        .filter(statement -> statement.getChild(0).getType().equals("assignment"))
        .filter(
            statement ->
                ScriptAssignments.WANTED.contains(
                    source.text(statement.getChild(0).getChildByFieldName("left"))))
        .toList();
  }

  /** The comment that Alembic's template has there goes too. */
  private static int start(PythonSource source, TSNode statement) {
    TSNode before = statement.getPrevSibling();
    return before != null
            && !before.isNull()
            && source.text(before).strip().equals(TEMPLATE_COMMENT)
        ? before.getStartByte()
        : statement.getStartByte();
  }

  private static int afterLine(byte[] source, int from) {
    int at = from;
    while (at < source.length && source[at] != '\n') {
      at++;
    }
    return Math.min(source.length, at + 1);
  }

  private static List<TSNode> identifiers(TSNode node) {
    List<TSNode> found = new ArrayList<>();
    if (node.getType().equals("identifier")) {
      found.add(node);
    }
    PythonSource.children(node).forEach(child -> found.addAll(identifiers(child)));
    return found;
  }
}
