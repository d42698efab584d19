package conditions;

import alembic.Cut;
import conditions.PlaceCondition.Kind;
import conditions.PlaceCondition.Place;
import conditions.SqlConditions.Sighting;
import conditions.UpgradeCode.Part;
import config.AlembicConfig;
import git.Folders;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  /** Words of SQL that may ask for something; other texts are not taken apart. */
  private static final Pattern TELLING =
      Pattern.compile(
          "(?i)\\b(pg_\\w+|information_schema|to_reg\\w+|current_\\w+|session_user|version|SHOW"
              + "|has_\\w+_privilege|inet_\\w+|EXISTS|EXCEPTION)\\b");

  private static final Pattern SQL_FILE = Pattern.compile("(?i)(?:.*/)?([^/]*\\.sql)");

  /** Those of which a list is told in one. */
  private static final Set<Kind> LISTED = EnumSet.of(Kind.MADE, Kind.DROPPED, Kind.ERROR);

  private static final int NAMED = 3;

  private final SourceTree tree;
  private final AlembicConfig config;
  private final UpgradeCode code;
  private final Spelled spelled;
  private final MadeObjects made = new MadeObjects();
  private final List<Found> found = new ArrayList<>();
  private final Set<String> sqlFiles = new HashSet<>();

  /** What is asked for at a place; more names that it may be about, where it does not say one. */
  private record Found(Sighting what, Place place, List<String> more) {
    Optional<String> subject() {
      return what.subjects().stream()
          .filter(name -> !name.isBlank() && !name.contains(Spelled.UNKNOWN))
          .findFirst();
    }

    List<String> names() {
      List<String> names = new ArrayList<>(what.subjects());
      names.addAll(more);
      return names;
    }
  }

  private PlaceConditions(SourceTree tree, AlembicConfig config, UpgradeCode code) {
    this.tree = tree;
    this.config = config;
    this.code = code;
    this.spelled = new Spelled(code);
  }

  /**
   * Looks for them.
   *
   * @param tree the project with the squashed revisions
   * @return in the order of the revisions
   */
  public static List<PlaceCondition> of(SourceTree tree, AlembicConfig config, Cut cut) {
    try (UpgradeCode code = UpgradeCode.of(tree, config, cut)) {
      PlaceConditions conditions = new PlaceConditions(tree, config, code);
      code.parts().forEach(conditions::read);
      if (!conditions.found.isEmpty()) {
        code.plain().forEach(conditions.made::readPlain);
      }
      return conditions.told();
    }
  }

  private void read(Part part) {
    made.readCalls(spelled, part);
    new PythonConditions(
            spelled,
            tree,
            part.file(),
            (node, what) -> add(part, part.file().line(node), what, node))
        .look(part.node());
    texts(part, part.node());
  }

  private void add(Part part, int line, Sighting what, PythonNode node) {
    boolean isOpen =
        what.subjects().stream().allMatch(name -> name.isBlank() || name.contains(Spelled.UNKNOWN));
    found.add(
        new Found(
            what,
            new Place(part.revision(), part.file().path(), line),
            isOpen ? spelled.arguments(part.file(), node) : List.of()));
  }

  private void texts(Part part, PythonNode node) {
    if (StringLiterals.isDocumentation(node)) {
      return;
    }
    switch (node.type()) {
      case "string", "concatenated_string", "binary_operator" -> {
        List<String> texts = spelled.of(part.file(), node);
        if (texts.size() == 1) {
          text(part, node, texts.get(0));
          return;
        }
      }
      default -> {}
    }
    node.children().forEach(child -> texts(part, child));
  }

  private void text(Part part, PythonNode node, String text) {
    Matcher name = SQL_FILE.matcher(text);
    if (name.matches()) {
      readFiles(part.revision(), name.group(1));
      return;
    }
    made.readSql(part.file().path(), text);
    if (TELLING.matcher(text).find()) {
      SqlConditions.in(text)
          .forEach(what -> add(part, line(part.file(), node, what.word()), what, node));
    }
  }

  /** The line of a word in a literal, else of the literal. */
  private static int line(CodeFile file, PythonNode node, String word) {
    String literal = file.source().text(node);
    int at = word.isEmpty() ? -1 : literal.indexOf(word);
    int before = at < 0 ? 0 : (int) literal.substring(0, at).chars().filter(c -> c == '\n').count();
    return file.line(node) + before;
  }

  /** SQL files that a revision names, which may be but for a part that is computed. */
  private void readFiles(String revision, String name) {
    Pattern pattern =
        Pattern.compile(
            Pattern.quote(name).replace(Spelled.UNKNOWN, "\\E.*\\Q").replace("*", "\\E.*\\Q"));
    boolean isWhole = !name.contains(Spelled.UNKNOWN) && !name.contains("*");
    for (SourceTree.Entry file : tree.list("", true)) {
      boolean isNear =
          isWhole
              || Folders.hold(List.of(config.scriptLocation()), true, file.path())
              || Folders.hold(config.versionLocations(), true, file.path());
      if (isNear && pattern.matcher(file.name()).matches() && sqlFiles.add(file.path())) {
        tree.read(file.path())
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .filter(text -> !BaselineFile.isOne(text))
            .ifPresent(text -> readFile(revision, file.path(), text));
      }
    }
  }

  private void readFile(String revision, String path, String text) {
    made.readSql(path, text);
    for (Sighting what : SqlConditions.in(text)) {
      int at = Math.max(0, text.indexOf(what.word()));
      int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
      found.add(new Found(what, new Place(revision, path, line), List.of()));
    }
  }

  private List<PlaceCondition> told() {
    Map<List<Object>, PlaceCondition> told = new LinkedHashMap<>();
    for (Found one : found) {
      kind(one)
          .ifPresent(
              kind -> {
                String subject = one.subject().or(() -> first(one.more())).orElse("");
                List<Object> key = List.of(kind, LISTED.contains(kind) ? "" : subject);
                String by = LISTED.contains(kind) ? "" : one.what().by();
                told.merge(
                    key,
                    new PlaceCondition(kind, subject, by, List.of(one.place())),
                    PlaceConditions::merged);
              });
    }
    return told.values().stream().map(PlaceConditions::shortened).toList();
  }

  private static Optional<String> first(List<String> names) {
    return names.stream().filter(name -> name.matches("[\\w.]+")).findFirst();
  }

  private static PlaceCondition merged(PlaceCondition one, PlaceCondition other) {
    Set<Place> places = new LinkedHashSet<>(one.places());
    places.addAll(other.places());
    Set<String> subjects = new LinkedHashSet<>(List.of(one.subject().split(", ")));
    subjects.add(other.subject());
    subjects.remove("");
    return new PlaceCondition(
        one.kind(), String.join(", ", subjects), one.by(), List.copyOf(places));
  }

  private static PlaceCondition shortened(PlaceCondition condition) {
    List<String> subjects = List.of(condition.subject().split(", "));
    int more = subjects.size() - NAMED;
    return LISTED.contains(condition.kind()) && more > 0
        ? new PlaceCondition(
            condition.kind(),
            String.join(", ", subjects.subList(0, NAMED)) + " and " + more + " more",
            condition.by(),
            condition.places())
        : condition;
  }

  /** A sentence on what no two databases that are built in one place show; empty where none is. */
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

  /** As what it is told; empty where it is no matter of the place. */
  private Optional<Kind> kind(Found one) {
    Sighting what = one.what();
    if (what.routine().filter(name -> !made.calls(name)).isPresent()) {
      return Optional.empty();
    }
    List<String> names = one.names();
    boolean isOwn = names.stream().anyMatch(made::has);
    return switch (what.kind()) {
      case ROLE, EXTENSION -> isOwn ? Optional.empty() : Optional.of(what.kind());
      case SETTING ->
          names.stream().anyMatch(made::sets) ? Optional.empty() : Optional.of(what.kind());
      case OBJECT -> {
        String path = one.place().file();
        if (names.stream().anyMatch(name -> made.hasOutside(path, name))) {
          yield Optional.empty();
        }
        yield !isOwn
            ? Optional.of(Kind.OBJECT)
            : what.isGuarded() ? Optional.empty() : Optional.of(Kind.MADE);
      }
      case DROPPED -> {
        boolean isTold = one.subject().isPresent() && names.stream().noneMatch(made::mayHave);
        yield isTold ? Optional.of(Kind.DROPPED) : Optional.empty();
      }
      case CONFIGURATION ->
          code.isOwn(one.place().file()) ? Optional.of(what.kind()) : Optional.empty();
      case ERROR ->
          names.stream().skip(1).anyMatch(made::has) ? Optional.empty() : Optional.of(Kind.ERROR);
      default -> Optional.of(what.kind());
    };
  }
}
