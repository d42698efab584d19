package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import console.SideBySide;
import console.Style;
import console.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import postgres.PostgresInstallation;
import postgres.ThrowawayDatabase;
import process.Processes;
import proof.Comparison;
import proof.DatabaseComparison;
import snapshot.Snapshot;

/**
 * The comparison catches every change that there is to catch, and takes nothing else for one: on
 * this machine's PostgreSQL, and on the major versions that come in a wheel.
 */
@Tag("slow")
class MutantsTest {
  /** One that is meant to fail, and leaves what it made of an index. */
  private static final Set<String> MEANT_TO_FAIL = Set.of("idx_invalid_extra");

  private static final Map<Integer, Base> BASES = new HashMap<>();

  private record Base(BaseSchema schema, Snapshot snapshot) {}

  /** Hundreds of copies of a database take minutes: the oldest and the newest do for mutants. */
  static Stream<Integer> oldestAndNewest() {
    List<Integer> majors = majors().toList();
    return Stream.of(majors.get(0), majors.get(majors.size() - 1)).distinct();
  }

  static Stream<Integer> majors() {
    return Stream.concat(
            PostgresInstallation.find().map(PostgresInstallation::major).stream(),
            PostgresInstallation.majorsInWheels().stream())
        .distinct()
        .sorted();
  }

  @AfterAll
  static void stop() {
    BASES.values().forEach(base -> base.schema().close());
    BASES.clear();
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @MethodSource("oldestAndNewest")
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void every_mutant_is_different_and_names_what_it_changed(int major) throws IOException {
    Base base = base(major);
    Map<BaseSchema.Change, Comparison> found = compareAll(base, mutants(base));
    List<String> missed = new ArrayList<>();
    found.forEach(
        (mutant, comparison) -> {
          if (comparison.kind() != Comparison.Kind.DIFFERENT || !isNamed(mutant, comparison)) {
            missed.add(mutant.name() + ": " + comparison.kind() + " " + subjects(comparison));
          }
        });
    print("mutants caught on PostgreSQL " + major, found, missed);
    base.schema().leftOut().ifPresent(System.out::println);
    assertFalse(found.isEmpty(), "there are mutants");
    assertEquals(List.of(), missed);
  }

  @ParameterizedTest(name = "PostgreSQL {0}")
  @MethodSource("majors")
  void no_rewrite_that_changes_nothing_is_different(int major) throws IOException {
    Base base = base(major);
    Map<BaseSchema.Change, Comparison> found = compareAll(base, base.schema().rewrites());
    List<String> alarms = new ArrayList<>();
    found.forEach(
        (rewrite, comparison) -> {
          if (comparison.kind() == Comparison.Kind.DIFFERENT) {
            alarms.add(rewrite.name() + ": " + comparison.differences());
          }
        });
    print("rewrites taken as such on PostgreSQL " + major, found, alarms);
    assertFalse(found.isEmpty(), "there are rewrites");
    assertEquals(List.of(), alarms);
  }

  /** All on the oldest; of what was caught there, the newest has every third. */
  private static List<BaseSchema.Change> mutants(Base base) throws IOException {
    Base oldest = base(majors().findFirst().orElseThrow());
    List<BaseSchema.Change> all = base.schema().mutants();
    if (base.equals(oldest)) {
      return all;
    }
    Set<String> known =
        oldest.schema().mutants().stream().map(BaseSchema.Change::name).collect(Collectors.toSet());
    return IntStream.range(0, all.size())
        .filter(i -> i % 3 == 0 || !known.contains(all.get(i).name()))
        .mapToObj(all::get)
        .toList();
  }

  private static Base base(int major) throws IOException {
    if (!BASES.containsKey(major)) {
      BaseSchema schema = new BaseSchema(Engines.assumeMajor(major));
      try {
        BASES.put(major, new Base(schema, Snapshot.of(schema.base())));
      } finally {
        if (!BASES.containsKey(major)) {
          schema.close();
        }
      }
    }
    return BASES.get(major);
  }

  /** Those that change the whole cluster go one by one, and are undone. */
  private static Map<BaseSchema.Change, Comparison> compareAll(
      Base base, List<BaseSchema.Change> changes) {
    Map<BaseSchema.Change, Comparison> found =
        Collections.synchronizedMap(new TreeMap<>((a, b) -> a.name().compareTo(b.name())));
    ConcurrentLinkedQueue<BaseSchema.Change> queue =
        new ConcurrentLinkedQueue<>(
            changes.stream().filter(change -> change.undo().isEmpty()).toList());
    SideBySide.run(List.of(() -> work(base, queue, found), () -> work(base, queue, found)));
    for (BaseSchema.Change change : changes) {
      if (change.undo().isPresent()) {
        found.put(change, compare(base, change));
        Processes.Result undone = base.schema().run("postgres", change.undo().get());
        assertEquals(0, undone.exitCode(), () -> change.name() + ": " + undone.lastLines());
      }
    }
    return found;
  }

  private static boolean work(
      Base base,
      ConcurrentLinkedQueue<BaseSchema.Change> queue,
      Map<BaseSchema.Change, Comparison> found) {
    for (BaseSchema.Change next = queue.poll(); next != null; next = queue.poll()) {
      found.put(next, compare(base, next));
    }
    return true;
  }

  private static Comparison compare(Base base, BaseSchema.Change change) {
    try {
      ThrowawayDatabase copy = base.schema().copy(change.name());
      Processes.Result result = base.schema().run(change.name(), change.sql());
      boolean failed = result.exitCode() != 0;
      assertEquals(
          MEANT_TO_FAIL.contains(change.name()),
          failed,
          () -> change.name() + ": " + String.join("\n", result.lastLines()));
      Comparison comparison = DatabaseComparison.of(base.snapshot(), Snapshot.of(copy));
      copy.drop();
      return comparison;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isNamed(BaseSchema.Change mutant, Comparison comparison) {
    List<String> subjects = subjects(comparison);
    return mutant
        .differing()
        .map(subjects::contains)
        .orElseGet(() -> subjects.stream().anyMatch(MutatedObject.of(mutant.sql())::isIn));
  }

  private static List<String> subjects(Comparison comparison) {
    return comparison.differences().stream().map(Comparison.Difference::subject).toList();
  }

  private static void print(
      String title, Map<BaseSchema.Change, Comparison> found, List<String> failed) {
    Map<String, List<String>> byKind =
        found.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    BaseSchema.Change::kind,
                    TreeMap::new,
                    Collectors.mapping(BaseSchema.Change::name, Collectors.toList())));
    Table table = new Table("kind", "tried", title);
    byKind.forEach(
        (kind, names) -> {
          long wrong =
              names.stream()
                  .filter(name -> failed.stream().anyMatch(it -> it.startsWith(name + ":")))
                  .count();
          table.row(kind, "" + names.size(), "" + (names.size() - wrong));
        });
    table.row("all", "" + found.size(), "" + (found.size() - failed.size()));
    System.out.println(String.join("\n", table.lines(new Style(false))));
  }
}
