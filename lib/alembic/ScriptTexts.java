package alembic;

import java.util.ArrayList;
import java.util.List;
import org.treesitter.TSNode;
import source.PythonSource;
import source.PythonString;

/** The texts that a revision script holds, read without running it. */
public final class ScriptTexts {
  private ScriptTexts() {}

  /** What its string literals stand for, in their order; those that have to be computed are not. */
  public static List<String> of(RevisionScript script) {
    try (PythonSource source = new PythonSource(script.path(), script.source())) {
      List<String> texts = new ArrayList<>();
      add(source, source.root(), texts);
      return texts;
    }
  }

  private static void add(PythonSource source, TSNode node, List<String> texts) {
    if (node.getType().equals("string") && !node.hasError()) {
      PythonString.of(source.text(node)).text().ifPresent(texts::add);
    } else {
      PythonSource.children(node).forEach(child -> add(source, child, texts));
    }
  }
}
