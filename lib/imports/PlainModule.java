package imports;

import alembic.RevisionScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import source.ModuleReferences;
import source.PythonNode;
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
    PythonSource source = script.code();
    SourceEdit edit = new SourceEdit(script.source());
    Set<String> needed = new HashSet<>(used);
    needed.addAll(read(source));
    List<PythonNode> statements = statements(source);
    for (int i = 0; i < statements.size(); i++) {
      PythonNode statement = statements.get(i);
      String name = source.text(statement.child(0).field("left"));
      String note = i == 0 ? NOTE.formatted(script.revision()) : "";
      int start = i == 0 ? start(source, statement) : statement.start();
      if (needed.contains(name)) {
        edit.replace(start, statement.start(), i == 0 ? note + "\n" : "");
      } else {
        int end = note.isEmpty() ? afterLine(script.source(), statement.end()) : statement.end();
        edit.replace(start, end, note);
      }
    }
    return edit.applied(source.charset());
  }

  /** Whether the script asks where its file is, or imports relative to it. */
  static boolean isTiedToItsPlace(RevisionScript script) {
    PythonSource source = script.code();
    return identifiers(source.root()).stream()
            .anyMatch(name -> source.text(name).equals("__file__"))
        || ModuleReferences.of(source).stream().anyMatch(reference -> reference.level() > 0);
  }

  /** Of the names that Alembic reads those that a file takes from other modules. */
  static Set<String> namesOfOthers(String path, byte[] bytes) {
    PythonSource source = PythonSource.of(path, bytes);
    Set<String> names = new HashSet<>();
    for (PythonNode name : identifiers(source.root())) {
      String parent = name.parent().type();
      if ((parent.equals("attribute") || parent.equals("dotted_name"))
          && ScriptAssignments.WANTED.contains(source.text(name))) {
        names.add(source.text(name));
      }
    }
    return names;
  }

  /** Names that the script itself reads. */
  private static Set<String> read(PythonSource source) {
    Set<String> read = new HashSet<>();
    for (PythonNode name : identifiers(source.root())) {
      boolean isSet =
          name.parent().type().equals("assignment") && name.parent().field("left") == name;
      if (!isSet) {
        read.add(source.text(name));
      }
    }
    return read;
  }

  /** The statements that set one of the names and nothing else. */
  private static List<PythonNode> statements(PythonSource source) {
    return source.root().children().stream()
        .filter(statement -> statement.type().equals("expression_statement"))
        .filter(statement -> statement.children().size() == 1)
        .filter(statement -> statement.child(0).type().equals("assignment"))
        .filter(
            statement ->
                ScriptAssignments.WANTED.contains(source.text(statement.child(0).field("left"))))
        .toList();
  }

  /** The comment that Alembic's template has there goes too. */
  private static int start(PythonSource source, PythonNode statement) {
    PythonNode before = statement.before();
    return !before.isAbsent() && source.text(before).strip().equals(TEMPLATE_COMMENT)
        ? before.start()
        : statement.start();
  }

  private static int afterLine(byte[] source, int from) {
    int at = from;
    while (at < source.length && source[at] != '\n') {
      at++;
    }
    return Math.min(source.length, at + 1);
  }

  private static List<PythonNode> identifiers(PythonNode node) {
    List<PythonNode> found = new ArrayList<>();
    if (node.type().equals("identifier")) {
      found.add(node);
    }
    node.children().forEach(child -> found.addAll(identifiers(child)));
    return found;
  }
}
