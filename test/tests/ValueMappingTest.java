package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import answers.Answers;
import engine.LocalClusters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import postgres.ThrowawayDatabase;
import proof.AnsweredValues;
import proof.Comparison;
import proof.DatabaseComparison;
import proof.GeneratedCellsComparison;
import rows.BuildWindow;
import snapshot.Snapshot;

/** Generated values are compared modulo a one-to-one renaming, and nothing else is. */
@Tag("slow")
class ValueMappingTest {
  private static final String TABLES =
      """
      CREATE TABLE tenant (uuid uuid PRIMARY KEY, parent uuid, name text);
      CREATE TABLE grp (id serial PRIMARY KEY, tenant uuid, label text, made timestamptz, hash text);
      """;

  private static LocalClusters clusters;
  private static LocalCluster cluster;
  private static int count;

  @BeforeAll
  static void start() {
    Engines.assumeLocal();
    clusters = new LocalClusters(PostgresInstallation.find().orElseThrow());
    cluster = clusters.start();
  }

  @AfterAll
  static void stop() {
    if (clusters != null) {
      clusters.close();
    }
  }

  @Test
  void the_same_value_under_another_name_is_the_same() {
    Comparison found = compare(seeds("a"), seeds("b"), seeds("c"));
    assertEquals(List.of(), found.differences());
    assertFalse(found.generated().isEmpty());
  }

  @Test
  void a_reference_that_points_elsewhere_is_found() {
    String broken = seeds("c") + "UPDATE grp SET tenant = '" + uuid("f", 9) + "';";
    Comparison found = compare(seeds("a"), seeds("b"), broken);
    assertEquals(Comparison.Kind.DIFFERENT, found.kind());
  }

  @Test
  void two_values_that_became_one_are_found() {
    String two = "INSERT INTO tenant VALUES ('%s', NULL, 'second');";
    Comparison found =
        compare(
            seeds("a") + two.formatted(uuid("a", 2)),
            seeds("b") + two.formatted(uuid("b", 2)),
            seeds("c")
                + "INSERT INTO grp (tenant) VALUES (NULL); DELETE FROM grp WHERE tenant IS NULL;"
                + two.formatted(uuid("c", 2))
                + "UPDATE tenant SET parent = '"
                + uuid("c", 2)
                + "' WHERE name = 'master';");
    assertEquals(Comparison.Kind.DIFFERENT, found.kind());
  }

  @Test
  void a_value_that_is_not_generated_is_no_renaming() {
    String other = seeds("c") + "UPDATE tenant SET name = 'other';";
    Comparison found = compare(seeds("a"), seeds("b"), other);
    assertEquals(
        List.of("rows of public.tenant"),
        found.differences().stream().map(Comparison.Difference::subject).toList());
  }

  @Test
  void a_lost_row_with_generated_values_is_found() {
    Comparison found = compare(seeds("a"), seeds("b"), seeds("c") + "DELETE FROM grp;");
    assertEquals(
        List.of("rows of public.grp"),
        found.differences().stream().map(Comparison.Difference::subject).toList());
  }

  @Test
  void moments_of_a_build_may_be_others_and_frozen_ones_are_found() {
    String made = "CREATE TABLE made (day date, at timestamptz(0)); INSERT INTO made VALUES ";
    String ours = made + "(CURRENT_DATE, now())";
    String later = made + "(CURRENT_DATE, now() + interval '1 second')";
    assertEquals(List.of(), compare(ours, ours, later).differences());
    assertEquals(
        List.of("generated value in public.made.day"),
        subjects(compare(ours, ours, made + "('2024-11-22', now())")));
    assertEquals(
        List.of("generated value in public.made.at"),
        subjects(compare(ours, ours, made + "(CURRENT_DATE, '2024-11-22 10:00:00+00')")));
  }

  @Test
  void builds_that_share_a_tenth_of_a_second_by_chance_still_generate_it() {
    for (String type : List.of("timestamp(1)", "timestamptz(2)", "time(1)")) {
      String made = "CREATE TABLE made AS SELECT date_trunc('hour', now()) %s AS at;";
      String ours = made.formatted("+ interval '0.1 s'");
      String other = made.formatted("+ interval '0.2 s'");
      String cast = "ALTER TABLE made ALTER at TYPE " + type;
      GeneratedCellsComparison.Pair before = pair(ours + cast, ours + cast);
      GeneratedCellsComparison.Pair after = pair(other + cast, ours + cast);
      assertEquals(
          List.of(), subjects(GeneratedCellsComparison.of(before, after, Answers.NONE)), type);
      if (!type.startsWith("time(")) {
        assertEquals(
            List.of(),
            subjects(DatabaseComparison.of(before.first(), before.second(), after.first())),
            type);
      }
    }
  }

  @Test
  void a_frozen_moment_is_found_as_generated_no_more() {
    String made = "CREATE TABLE made AS SELECT '2024-11-22 10:00:00.123456'::timestamp";
    String ours = made + " AS at";
    String other = made + " + interval '%d us' AS at";
    assertEquals(
        List.of("values of public.made.at that each build generates"),
        subjects(
            GeneratedCellsComparison.of(
                pair(ours, other.formatted(1)),
                pair(other.formatted(2), other.formatted(2)),
                Answers.NONE)));
  }

  private static GeneratedCellsComparison.Pair pair(String one, String other) {
    return new GeneratedCellsComparison.Pair(snapshot(one), snapshot(other));
  }

  @Test
  void a_kept_moment_may_be_an_old_one() {
    String made = "CREATE TABLE made (day date); INSERT INTO made VALUES ";
    String ours = made + "(CURRENT_DATE)";
    Comparison found =
        DatabaseComparison.of(
            snapshot(ours),
            snapshot(ours),
            snapshot(made + "('2024-11-22')"),
            new AnsweredValues(kept("made.day")),
            BuildWindow.recent());
    assertEquals(List.of(), found.differences());
  }

  @Test
  void a_kept_order_may_be_a_third_one_and_its_values_are_still_compared() {
    String ours = named("application", "security", "scheduler");
    String again = named("application", "scheduler", "security");
    String third = named("security", "application", "scheduler");
    assertEquals(
        List.of("rows of public.made"),
        subjects(compare(ours, again, third)),
        "the first row is the same in both builds, and nobody said that it may be another");
    Comparison found = kept(ours, again, third);
    assertEquals(List.of(), subjects(found));
    assertEquals(List.of(), found.notCompared());
    String other = named("security", "application", "schedules");
    assertEquals(List.of("values of public.made.name"), subjects(kept(ours, again, other)));
    assertEquals(
        List.of("rows of public.made"),
        subjects(kept(ours, again, third + "UPDATE made SET fixed = 'x' WHERE id = 2")));
  }

  @Test
  void what_was_kept_is_listed_where_builds_share_it_by_chance() {
    String ours = named("application", "security", "scheduler");
    String again = named("application", "calendar", "security");
    Comparison found = kept(ours, again, named("security", "security", "calendar"));
    assertEquals(List.of(), subjects(found));
    assertEquals(
        List.of("values of made.name: one build's were kept for all"), found.notCompared());
  }

  private static String named(String... names) {
    return "CREATE TABLE made (id serial, name text, fixed text);"
        + "INSERT INTO made (name, fixed) VALUES ('%s', 'a'), ('%s', 'b'), ('%s', 'b');"
            .formatted((Object[]) names);
  }

  private static Answers kept(String column) {
    return Answers.in(List.of(column + "=keep"));
  }

  private static Comparison kept(String before, String again, String after) {
    return DatabaseComparison.of(
        snapshot(before),
        snapshot(again),
        snapshot(after),
        new AnsweredValues(kept("made.name")),
        BuildWindow.recent());
  }

  @Test
  void seconds_and_milliseconds_since_1970_are_moments() {
    String made =
        "CREATE TABLE made AS SELECT n, %1$d - n * %2$d AS seconds, %1$d000 - n * %2$d AS millis"
            + " FROM generate_series(1, 2) AS n";
    long now = Instant.now().getEpochSecond();
    String same = made.formatted(now, 0);
    String again = made.formatted(now + 1, 0);
    assertEquals(List.of(), compare(same, again, made.formatted(now, 1)).differences());
    assertEquals(
        Comparison.Kind.DIFFERENT, compare(same, again, made.formatted(1_700_000_000, 1)).kind());
  }

  @Test
  void a_moment_of_an_earlier_build_is_found_although_it_is_of_today() {
    Instant began = Instant.now();
    String made = "CREATE TABLE made AS SELECT (now() %s)::timestamptz(0) AS at, %s AS text";
    String text = "'at ' || to_char(now() %s, 'YYYY-MM-DD HH24:MI:SS\"Z\"')";
    String ours = made.formatted("", text.formatted(""));
    String soon = "- interval '20 seconds'";
    String late = "- interval '20 minutes'";
    BuildWindow window = BuildWindow.since(began);
    assertEquals(List.of(), frozen(ours, made.formatted(soon, text.formatted(soon)), window));
    assertEquals(
        List.of("generated value in public.made.at", "generated value in public.made.text"),
        frozen(ours, made.formatted(late, text.formatted(late)), window));
  }

  private static List<String> frozen(String before, String after, BuildWindow window) {
    return subjects(
        DatabaseComparison.of(
            snapshot(before),
            snapshot(before),
            snapshot(after),
            new AnsweredValues(Answers.NONE),
            BuildWindow.since(window.from())));
  }

  @Test
  void a_definition_that_holds_a_generated_value_is_compared_modulo_the_renaming() {
    String made =
        "CREATE TABLE made (id uuid, owner uuid DEFAULT '%1$s',"
            + " at timestamptz DEFAULT '%3$s'); INSERT INTO made (id, at) VALUES ('%2$s', NULL);";
    String now = Instant.now().toString();
    String ours = made.formatted(uuid("a", 1), uuid("a", 1), now);
    String again = made.formatted(uuid("b", 1), uuid("b", 1), now);
    assertEquals(
        List.of(), subjects(compare(ours, again, made.formatted(uuid("c", 1), uuid("c", 1), now))));
    assertEquals(
        List.of("generated value in public.made.id"),
        subjects(compare(ours, again, made.formatted(uuid("c", 1), uuid("d", 1), now))));
    String old = "2024-11-22T10:00:00.123456Z";
    assertEquals(
        List.of("TABLE public.made"),
        subjects(compare(ours, again, made.formatted(uuid("c", 1), uuid("c", 1), old))));
    assertEquals(
        List.of("values in the definition of TABLE public.made that each build generates"),
        subjects(
            GeneratedCellsComparison.of(
                pair(ours, again),
                pair(ours, made.formatted(uuid("a", 1), uuid("b", 1), now)),
                kept("made.owner"))));
  }

  @Test
  void between_two_databases_nothing_counts_as_generated() {
    String made = "CREATE TABLE made AS SELECT (timezone('utc', now()) %s)::%s AS at";
    for (String type : List.of("date", "timestamp(0)")) {
      Comparison found =
          DatabaseComparison.of(
              snapshot(made.formatted("+ interval '17 hours'", type)),
              snapshot(made.formatted("- interval '17 hours'", type)));
      assertEquals(List.of("rows of public.made"), subjects(found));
    }
  }

  private static List<String> subjects(Comparison found) {
    return found.differences().stream().map(Comparison.Difference::subject).toList();
  }

  private static String seeds(String build) {
    String tenant = uuid(build, 1);
    return """
    INSERT INTO tenant VALUES ('%1$s', '%1$s', 'master');
    INSERT INTO grp (tenant, label, made, hash)
    VALUES ('%1$s', 'all-users-%1$s', clock_timestamp(), md5('%2$s'));
    """
        .formatted(tenant, build);
  }

  private static String uuid(String build, int number) {
    return build.repeat(8) + "-0000-4000-8000-00000000000" + number;
  }

  private static Comparison compare(String before, String again, String after) {
    return DatabaseComparison.of(snapshot(before), snapshot(again), snapshot(after));
  }

  private static Snapshot snapshot(String seeds) {
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    ThrowawayDatabase there =
        new ThrowawayDatabase(cluster, superuser, Optional.empty(), Map.of(), Duration.ZERO);
    ThrowawayDatabase database = there.scratch("renaming_" + ++count);
    assertEquals(Optional.empty(), database.load(database.owner(), TABLES + seeds));
    return Snapshot.of(database);
  }
}
