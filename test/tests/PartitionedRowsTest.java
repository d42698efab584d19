package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.Controls;
import proof.DatabaseComparison;
import proof.ExpectedDifference;
import proof.GeneratedCellsComparison;
import snapshot.ScratchSpace;
import snapshot.Snapshot;

/** Rows of partitions are compared as those of the root of their tree, and none is missed. */
@Tag("slow")
class PartitionedRowsTest extends WithClusters {
  private static final String LISTED =
      """
      CREATE TABLE parted (kind text, n int) PARTITION BY LIST (kind);
      CREATE TABLE parted_a PARTITION OF parted FOR VALUES IN ('a');
      CREATE TABLE parted_b PARTITION OF parted FOR VALUES IN ('b');
      INSERT INTO parted VALUES ('a', 1), ('a', 2), ('b', 3);
      """;

  private static final String HASHED =
      """
      CREATE TABLE ticket (uuid uuid, note text) PARTITION BY HASH (uuid);
      CREATE TABLE ticket_0 PARTITION OF ticket FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE ticket_1 PARTITION OF ticket FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      CREATE TABLE ticket_use (n int, ticket uuid);
      """;

  /** Rows that only their generated values tell apart, and others that refer to them. */
  private static final String ALIKE =
      HASHED
          + """
          INSERT INTO ticket SELECT md5('$BUILD' || n)::uuid FROM generate_series(1, 40) AS n;
          INSERT INTO ticket_use SELECT n, md5('$BUILD' || n)::uuid FROM generate_series(1, 40) AS n;
          """;

  /** No other column tells the fixed ones from the generated ones. */
  private static final String FIXED_AMONG_GENERATED =
      HASHED
          + """
          INSERT INTO ticket
            SELECT md5(CASE n % 5 WHEN 0 THEN 'fixed' ELSE '$BUILD' END || n)::uuid, md5('$BUILD note' || n)
            FROM generate_series(1, 40) AS n;
          """;

  private static LocalCluster cluster;
  private static int count;

  @BeforeAll
  static void start() {
    cluster = clusters().start();
  }

  @Test
  void a_row_that_is_moved_lost_or_changed_is_found() {
    Snapshot before = snapshot(LISTED);
    assertEquals(List.of(), subjects(DatabaseComparison.of(before, snapshot(LISTED))));
    for (String change :
        List.of(
            "UPDATE parted SET kind = 'b' WHERE n = 2;",
            "DELETE FROM parted WHERE n = 3;",
            "UPDATE parted SET n = 4 WHERE n = 3;",
            "INSERT INTO parted VALUES ('a', 1);")) {
      assertEquals(
          List.of("rows of public.parted"),
          subjects(DatabaseComparison.of(before, snapshot(LISTED + change))),
          change);
    }
  }

  @Test
  void a_row_in_a_table_outside_of_the_tree_is_told_apart() {
    Snapshot before = snapshot(LISTED);
    List<String> detached =
        subjects(
            DatabaseComparison.of(
                before, snapshot(LISTED + "ALTER TABLE parted DETACH PARTITION parted_b;")));
    assertTrue(
        detached.containsAll(List.of("rows of public.parted", "rows of public.parted_b")),
        detached.toString());
    String other =
        """
        CREATE TABLE other (kind text, n int) PARTITION BY LIST (kind);
        ALTER TABLE parted DETACH PARTITION parted_b;
        ALTER TABLE other ATTACH PARTITION parted_b FOR VALUES IN ('b');
        """;
    List<String> moved = subjects(DatabaseComparison.of(before, snapshot(LISTED + other)));
    assertTrue(
        moved.containsAll(List.of("rows of public.parted", "rows of public.other")),
        moved.toString());
    List<String> leaving =
        subjects(
            DatabaseComparison.of(
                before,
                snapshot(
                    LISTED
                        + "UPDATE pg_inherits SET inhdetachpending = true"
                        + " WHERE inhrelid = 'parted_b'::regclass;")));
    assertTrue(leaving.contains("rows of public.parted_b"), leaving.toString());
  }

  @Test
  void rows_that_two_databases_hash_otherwise_are_the_same() {
    String hashed =
        """
        CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy', 'wild');
        CREATE TABLE feeling (mood mood, n int) PARTITION BY HASH (mood);
        CREATE TABLE feeling_0 PARTITION OF feeling FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE feeling_1 PARTITION OF feeling FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        INSERT INTO feeling SELECT m, n
          FROM unnest(enum_range(NULL::mood)) m, generate_series(1, 5) n;
        """;
    Snapshot before = snapshot(hashed);
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), subjects(DatabaseComparison.of(before, snapshot(hashed))));
    }
  }

  @Test
  void a_foreign_table_among_partitions_is_not_asked() {
    String far =
        LISTED
            + """
            CREATE FOREIGN DATA WRAPPER nowhere;
            CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
            CREATE FOREIGN TABLE parted_c PARTITION OF parted FOR VALUES IN ('c') SERVER far;
            """;
    assertEquals(List.of(), subjects(DatabaseComparison.of(snapshot(far), snapshot(far))));
  }

  @Test
  void all_partitions_are_left_out_by_the_name_of_the_root() {
    ThrowawayDatabase one = database(LISTED);
    ThrowawayDatabase other = database(LISTED + "DELETE FROM parted;");
    Snapshot.Scope scope = new Snapshot.Scope(true, true, Set.of("public.parted"));
    List<String> found =
        subjects(
            DatabaseComparison.of(
                Snapshot.of(one, ScratchSpace.beside(one), scope),
                Snapshot.of(other, ScratchSpace.beside(other), scope)));
    assertEquals(List.of(), found);
    assertEquals(
        List.of("rows of public.parted"),
        subjects(DatabaseComparison.of(Snapshot.of(one), Snapshot.of(other))));
  }

  @Test
  void rows_that_are_alike_are_matched_by_what_refers_to_them() {
    Comparison found = compare(ALIKE, ALIKE);
    assertEquals(List.of(), found.differences());
    assertEquals(2, found.generated().size());
  }

  @Test
  void a_reference_to_another_of_them_is_found() {
    String merged =
        ALIKE
            + "UPDATE ticket_use SET ticket = (SELECT ticket FROM ticket_use WHERE n = 1) WHERE n ="
            + " 2;";
    assertEquals(Comparison.Kind.DIFFERENT, compare(ALIKE, merged).kind());
  }

  @Test
  void a_fixed_value_among_generated_ones_is_none() {
    Comparison same = compare(FIXED_AMONG_GENERATED, FIXED_AMONG_GENERATED);
    assertEquals(List.of(), same.differences());
    assertEquals(
        List.of(
            new Comparison.GeneratedColumn("public.ticket", "note", 40),
            new Comparison.GeneratedColumn("public.ticket", "uuid", 32)),
        same.generated());
    String generated = FIXED_AMONG_GENERATED.replace("'fixed'", "'$BUILD'");
    assertEquals(
        List.of("rows of public.ticket"), subjects(compare(FIXED_AMONG_GENERATED, generated)));
  }

  @Test
  void a_frozen_key_is_found() {
    String frozen =
        ALIKE + "UPDATE ticket SET uuid = md5('frozen')::uuid WHERE uuid = md5('$BUILD1')::uuid;";
    assertEquals(
        List.of("values of public.ticket.uuid that each build generates"),
        subjects(
            GeneratedCellsComparison.of(
                new GeneratedCellsComparison.Pair(of(ALIKE, "a"), of(ALIKE, "b")),
                new GeneratedCellsComparison.Pair(of(frozen, "c"), of(frozen, "d")),
                Answers.NONE)));
  }

  @Test
  void the_control_loses_a_row_of_a_partition() {
    Snapshot built = snapshot(LISTED);
    Controls controls = new Controls(built, built, built);
    List<ExpectedDifference> signs = controls.damage();
    assertTrue(
        signs.contains(new ExpectedDifference("a lost row", "rows of public.parted", List.of())),
        signs.toString());
    assertTrue(
        controls.seen(signs).stream().allMatch(control -> control.passed()), signs.toString());
  }

  private static Comparison compare(String ours, String theirs) {
    return DatabaseComparison.of(of(ours, "a"), of(ours, "b"), of(theirs, "c"));
  }

  private static Snapshot of(String sql, String build) {
    return snapshot(sql.replace("$BUILD", build));
  }

  private static List<String> subjects(Comparison found) {
    return found.differences().stream().map(Comparison.Difference::subject).toList();
  }

  private static Snapshot snapshot(String sql) {
    return Snapshot.of(database(sql));
  }

  private static ThrowawayDatabase database(String sql) {
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    ThrowawayDatabase there =
        new ThrowawayDatabase(cluster, superuser, Optional.empty(), Map.of(), Duration.ZERO);
    ThrowawayDatabase database = there.scratch("parts_" + ++count);
    assertEquals(Optional.empty(), database.load(database.owner(), sql));
    return database;
  }
}
