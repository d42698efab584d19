package conditions;

import alembic.Cut;
import conditions.PlaceCondition.Place;
import conditions.UpgradeCode.Part;
import config.AlembicConfig;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import source.PythonNode;
import source.StringLiterals;
import statements.BaselineFile;

/**
 * What squashed revisions do only where something holds of the place where they run: a baseline has
 * the outcome of one place. What is about objects that squashed revisions make themselves is left
 * out, and so is what a baseline says too: {@code CREATE ... IF NOT EXISTS} and the like.
 */
public final class PlaceConditions {
  /** How many of several are told by name. */
  static final int NAMED = 3;

  /** Words of SQL that may ask for something; other texts are not taken apart. */
  private static final Pattern TELLING =
      Pattern.compile(
          "(?i)\\b(pg_\\w+|information_schema|to_reg\\w+|current_\\w+|session_user|version|SHOW"
              + "|has_\\w+_privilege|inet_\\w+|EXISTS|EXCEPTION)\\b");

  private static final Pattern SQL_FILE = Pattern.compile("(?i)(?:.*/)?([^/]*\\.sql)");

  private final SourceTree tree;
  private final UpgradeCode code;
  private final Spelled spelled;
  private final PythonQuestions python;
  private final MadeObjects made = new MadeObjects();
  private final Findings findings;
  private final Set<String> sqlFiles = new HashSet<>();

  private PlaceConditions(SourceTree tree, UpgradeCode code) {
    this.tree = tree;
    this.code = code;
    this.spelled = new Spelled(code);
    this.python = new PythonQuestions(spelled, tree);
    this.findings = new Findings(made, code::isOwn);
  }

  /**
   * Looks for them.
   *
   * @param tree the project with the squashed revisions
   * @return in the order of the revisions
   */
  public static List<PlaceCondition> of(SourceTree tree, AlembicConfig config, Cut cut) {
    UpgradeCode code = UpgradeCode.of(tree, config, cut);
    PlaceConditions conditions = new PlaceConditions(tree, code);
    code.parts().forEach(part -> conditions.read(part, part.node(), false));
    return conditions.findings.conditions();
  }

  /** A sentence on what no two databases that are built in one place show; empty if none is. */
  public static Optional<String> notCompared(List<PlaceCondition> conditions) {
    int more = conditions.size() - NAMED;
    return conditions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "what comes of the squashed revisions where other than here: they depend on "
                + conditions.stream()
                    .limit(NAMED)
                    .map(PlaceCondition::words)
                    .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : ""));
  }

  /**
   * Reads code.
   *
   * @param inText whether it is a part of a text that was read
   */
  private void read(Part part, PythonNode node, boolean inText) {
    if (StringLiterals.isDocumentation(node)) {
      return;
    }
    python.at(part.file(), node).forEach(question -> add(part, node, question, ""));
    if (node.is("call")) {
      python.made(part.file(), node, made);
    }
    boolean isText = inText;
    if (!inText && node.is("string", "concatenated_string", "binary_operator")) {
      List<String> texts = spelled.of(part.file(), node);
      isText = texts.size() == 1;
      if (isText) {
        readText(part, node, texts.get(0));
      }
    }
    for (PythonNode child : node.children()) {
      read(part, child, isText);
    }
  }

  private void readText(Part part, PythonNode node, String text) {
    Matcher name = SQL_FILE.matcher(text);
    if (name.matches()) {
      readFiles(part.revision(), name.group(1));
    } else if (text.contains(" ") || text.contains("\n")) {
      made.read(part.file().path(), text);
      if (TELLING.matcher(text).find()) {
        SqlQuestions.in(text).forEach(asked -> add(part, node, asked, asked.word()));
      }
    }
  }

  /**
   * Notes a question of a node. Where the node does not say what it is about, it may be what its
   * function is called with.
   */
  private void add(Part part, PythonNode node, Question question, String word) {
    List<String> names = new ArrayList<>(question.names());
    if (question.subject().isEmpty()) {
      names.addAll(spelled.handed(part.file(), node));
    }
    int line = part.file().source().line(node.start()) + lines(part.file().text(node), word) - 1;
    findings.add(question.about(names), new Place(part.revision(), part.file().path(), line));
  }

  /** The line of a word in a text, from 1; 1 if it is not spelled out there. */
  private static int lines(String text, String word) {
    String before = text.substring(0, Math.max(0, text.indexOf(word)));
    return 1 + (int) before.chars().filter(c -> c == '\n').count();
  }

  /** SQL files that a revision names, which may be but for a part that is computed. */
  private void readFiles(String revision, String name) {
    Pattern pattern =
        Pattern.compile(Pattern.quote(name).replace(Spelled.UNKNOWN, "*").replace("*", "\\E.*\\Q"));
    boolean isWhole = !name.contains(Spelled.UNKNOWN) && !name.contains("*");
    tree.list("", true).stream()
        .filter(file -> isWhole || code.isOwn(file.path()))
        .filter(file -> pattern.matcher(file.name()).matches() && sqlFiles.add(file.path()))
        .forEach(
            file ->
                tree.read(file.path())
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .filter(text -> !BaselineFile.isOne(text))
                    .ifPresent(text -> readFile(revision, file.path(), text)));
  }

  private void readFile(String revision, String path, String text) {
    made.read(path, text);
    for (Question asked : SqlQuestions.in(text)) {
      findings.add(asked, new Place(revision, path, lines(text, asked.word())));
    }
  }
}
