package alembic;

import java.util.ArrayList;
import java.util.List;
import source.PythonNode;
import source.PythonSource;
import source.PythonString;

/** The texts that a revision script holds, read without running it. */
public final class ScriptTexts {
  private ScriptTexts() {}

  /** What its string literals stand for, in their order; those that have to be computed are not. */
  public static List<String> of(RevisionScript script) {
    PythonSource source = script.code();
    List<String> texts = new ArrayList<>();
    add(source, source.root(), texts);
    return texts;
  }

  private static void add(PythonSource source, PythonNode node, List<String> texts) {
    if (node.type().equals("string") && !node.hasError()) {
      PythonString.of(source.text(node)).text().ifPresent(texts::add);
    } else {
      node.children().forEach(child -> add(source, child, texts));
    }
  }
}
