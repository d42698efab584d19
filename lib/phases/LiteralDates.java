package phases;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import config.AlembicConfig;
import generated.LiteralsInSource;
import git.Folders;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import plan.Squashplan;
import project.Project;

/**
 * The days and numbers that squashed revisions spell out, or files that they may read: all below
 * the script location, and others of the repository that they name.
 */
final class LiteralDates implements LiteralsInSource {
  /** As {@code 2026-08-24}, {@code date(2026, 8, 24)} or {@code year=2026, month=8, day=24}. */
  private static final Pattern DAY =
      Pattern.compile("(?<!\\d)(?=(\\d{4})\\D{1,9}(\\d{1,2})\\D{1,9}(\\d{1,2})(?!\\d))\\d{4}");

  /** When a revision was written is nothing that it seeds. */
  private static final Pattern CREATED = Pattern.compile("(?im)^\\W*Create Date\\b.*$");

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern WORD = Pattern.compile("[\\w.-]+");
  private static final String MODULE = ".py";

  private final Project project;
  private final Squashplan plan;
  private Optional<Literals> found = Optional.empty();

  /**
   * What is written in the files.
   *
   * @param days in any of the ways
   * @param numbers all digits that stand together
   */
  private record Literals(Set<LocalDate> days, Set<String> numbers) {
    void add(byte[] bytes) {
      String text = CREATED.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
      DAY.matcher(text).results().flatMap(numbers -> day(numbers).stream()).forEach(days::add);
      NUMBER.matcher(text).results().map(MatchResult::group).forEach(numbers::add);
    }
  }

  LiteralDates(Project project, Squashplan plan) {
    this.project = project;
    this.plan = plan;
  }

  @Override
  public boolean hasDay(LocalDate day) {
    return found().days().contains(day);
  }

  @Override
  public boolean hasNumber(String digits) {
    return found().numbers().contains(digits);
  }

  /** Nothing is read before it is asked for. */
  private Literals found() {
    if (found.isEmpty()) {
      found = Optional.of(read());
    }
    return found.get();
  }

  private Literals read() {
    SourceTree tree = project.repository().tree(plan.commit());
    AlembicConfig config = AlembicConfig.read(tree, plan.config());
    RevisionGraph graph = RevisionGraph.read(tree, plan.config());
    Set<String> kept = new HashSet<>();
    Set<String> words = new HashSet<>();
    for (RevisionScript script : graph.newestFirst()) {
      if (plan.revs().contains(script.revision())) {
        String source = new String(script.source(), StandardCharsets.UTF_8);
        WORD.matcher(source).results().map(MatchResult::group).forEach(words::add);
      } else {
        kept.add(script.path());
      }
    }
    Set<String> folders = new HashSet<>(config.versionLocations());
    folders.add(config.scriptLocation());
    Literals written = new Literals(new HashSet<>(), new HashSet<>());
    tree.list("", true).stream()
        .filter(file -> isNamed(file, words) || Folders.hold(folders, true, file.path()))
        .filter(file -> !kept.contains(file.path()))
        .forEach(file -> tree.read(file.path()).ifPresent(written::add));
    return written;
  }

  private static boolean isNamed(SourceTree.Entry file, Set<String> words) {
    String name = file.name();
    return words.contains(name)
        || (name.endsWith(MODULE)
            && words.contains(name.substring(0, name.length() - MODULE.length())));
  }

  private static Optional<LocalDate> day(MatchResult numbers) {
    try {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(numbers.group(1)),
              Integer.parseInt(numbers.group(2)),
              Integer.parseInt(numbers.group(3))));
    } catch (DateTimeException otherNumbers) {
      return Optional.empty();
    }
  }
}
