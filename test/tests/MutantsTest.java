package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import console.SideBySide;
import console.Style;
import console.Table;
import database.PostgresInstallation;
import database.Processes;
import database.ThrowawayDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import proof.Comparison;
import proof.DatabaseComparison;
import proof.Snapshot;

/** The comparison catches every change that there is to catch, and takes nothing else for one. */
class MutantsTest {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{2,}|<<[!?]|\\d{2,}");

  /** One that is meant to fail, and leaves what it made of an index. */
  private static final Set<String> MEANT_TO_FAIL = Set.of("idx_invalid_extra");

  private static BaseSchema schema;
  private static Snapshot base;

  @BeforeAll
  static void makeTheBase() throws IOException {
    Engines.assumeLocal();
    schema = new BaseSchema(PostgresInstallation.find().orElseThrow());
    base = Snapshot.of(schema.base());
  }

  @AfterAll
  static void stop() {
    if (schema != null) {
      schema.close();
    }
  }

  @Test
  void every_mutant_is_different_and_names_what_it_changed() throws IOException {
    List<BaseSchema.Change> mutants = new ArrayList<>(BaseSchema.changes("mutants.sql"));
    mutants.addAll(BaseSchema.changes("more_mutants.sql"));
    Map<BaseSchema.Change, Comparison> found = compareAll(mutants);
    List<String> missed = new ArrayList<>();
    found.forEach(
        (mutant, comparison) -> {
          if (comparison.kind() != Comparison.Kind.DIFFERENT || !isNamed(mutant, comparison)) {
            missed.add(mutant.name() + ": " + comparison.kind() + " " + subjects(comparison));
          }
        });
    print("mutants caught", found, missed);
    assertEquals(List.of(), missed);
  }

  @Test
  void no_rewrite_that_changes_nothing_is_different() throws IOException {
    List<BaseSchema.Change> rewrites = new ArrayList<>(BaseSchema.changes("equivalents.sql"));
    rewrites.addAll(BaseSchema.changes("more_equivalents.sql"));
    Map<BaseSchema.Change, Comparison> found = compareAll(rewrites);
    List<String> alarms = new ArrayList<>();
    found.forEach(
        (rewrite, comparison) -> {
          if (comparison.kind() == Comparison.Kind.DIFFERENT) {
            alarms.add(rewrite.name() + ": " + comparison.differences());
          }
        });
    print("rewrites taken as such", found, alarms);
    assertEquals(List.of(), alarms);
  }

  /** Those that change the whole cluster go one by one, and are undone. */
  private static Map<BaseSchema.Change, Comparison> compareAll(List<BaseSchema.Change> changes) {
    Map<BaseSchema.Change, Comparison> found =
        Collections.synchronizedMap(new TreeMap<>((a, b) -> a.name().compareTo(b.name())));
    ConcurrentLinkedQueue<BaseSchema.Change> queue =
        new ConcurrentLinkedQueue<>(
            changes.stream().filter(change -> !isOfTheCluster(change)).toList());
    SideBySide.run(List.of(() -> work(queue, found), () -> work(queue, found)));
    for (BaseSchema.Change change : changes) {
      if (isOfTheCluster(change)) {
        found.put(change, compare(change));
        schema.run(
            "postgres",
            """
            ALTER ROLE r_ro NOCREATEDB CONNECTION LIMIT -1;
            REVOKE r_ro FROM r_app;
            COMMENT ON ROLE r_ro IS NULL;
            ALTER ROLE r_app RESET ALL;
            REVOKE SET ON PARAMETER log_min_messages FROM r_app;
            """);
      }
    }
    return found;
  }

  private static boolean work(
      ConcurrentLinkedQueue<BaseSchema.Change> queue, Map<BaseSchema.Change, Comparison> found) {
    for (BaseSchema.Change next = queue.poll(); next != null; next = queue.poll()) {
      found.put(next, compare(next));
    }
    return true;
  }

  private static Comparison compare(BaseSchema.Change change) {
    try {
      ThrowawayDatabase copy = schema.copy(change.name());
      Processes.Result result = schema.run(change.name(), change.sql());
      boolean failed = result.exitCode() != 0;
      assertEquals(
          MEANT_TO_FAIL.contains(change.name()),
          failed,
          () -> change.name() + ": " + String.join("\n", result.lastLines()));
      Comparison comparison = DatabaseComparison.of(base, Snapshot.of(copy));
      copy.drop();
      return comparison;
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static boolean isOfTheCluster(BaseSchema.Change change) {
    return change.name().startsWith("role_") || change.name().equals("comment_role");
  }

  private static boolean isNamed(BaseSchema.Change mutant, Comparison comparison) {
    Matcher name = NAME.matcher(mutant.sql());
    while (name.find()) {
      String word = name.group();
      if (comparison.differences().stream().anyMatch(it -> it.subject().contains(word))) {
        return true;
      }
    }
    return (mutant.kind().equals("db") || mutant.name().endsWith("_database"))
        && comparison.differences().stream().anyMatch(it -> it.subject().contains("database"));
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
    System.out.println(
        String.join("\n", Arrays.asList(table.lines(new Style(false)).toArray(String[]::new))));
  }
}
