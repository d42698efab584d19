package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import console.ExitCode;
import console.Failure;
import deployed.CheckDatabasePhase;
import deployed.NamedDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import url.DatabaseUrl;

/** What `upgrade` means to databases that exist, as git and their version tables tell. */
@Tag("slow")
class CheckDatabaseTest extends WithClusters {
  @TempDir Path folder;
  private BuiltHistory built;
  private LocalCluster cluster;
  private final List<ConnectionParameters> databases = new ArrayList<>();
  private SampleRun.Answer answer;

  @BeforeEach
  void start() {
    built = BuiltHistory.project(folder.resolve("app"));
    cluster = clusters().start();
  }

  @AfterEach
  void end() {
    built.close();
  }

  /** Three releases, squashed up to the second, and one revision since. */
  private void squashed() {
    built.revision("a1aa").committed("one").tag("v1");
    built.revision("b2bb", "a1aa").revision("c3cc", "b2bb").committed("two").tag("v2");
    built.revision("d4dd", "c3cc").committed("three").tag("v3");
    squash();
    built.revision("e5ee", "d4dd").committed("four").tag("v4");
  }

  private void squash() {
    built.remove(built.pathOf("a1aa")).remove(built.pathOf("b2bb"));
    built.revision("c3cc").committed("squash").tag("v3.1");
  }

  /** A database with rows of Alembic's; with none of them, it has no such table. */
  private void database(String name, String... revisions) {
    ConnectionParameters superuser = cluster.superuser().orElseThrow();
    execute(superuser, "CREATE DATABASE \"" + name + "\"");
    ConnectionParameters place = superuser.withDatabase(name);
    if (revisions.length > 0) {
      execute(place, "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
      Arrays.stream(revisions)
          .filter(id -> !id.isEmpty())
          .forEach(id -> execute(place, "INSERT INTO alembic_version VALUES ('" + id + "')"));
    }
    databases.add(place);
  }

  private static void execute(ConnectionParameters place, String sql) {
    try (var session = place.session("it failed", "")) {
      session.execute(sql);
    }
  }

  private ExitCode check(boolean json) {
    answer =
        new SampleRun(built.root(), List.of())
            .check(new CheckDatabasePhase.Options(databases, false, json));
    return answer.exit();
  }

  /** The line of a database, its columns parted by bars. */
  private String line(String name) {
    return answer
        .data()
        .lines()
        .filter(line -> line.contains("/" + name + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(answer.data()))
        .replaceFirst("^\\S+ +", "")
        .replaceAll("  +", " | ");
  }

  @Test
  void every_state_is_told_with_what_upgrade_does() {
    squashed();
    database("empty");
    database("emptied", "");
    database("head", "e5ee");
    database("cut", "c3cc");
    database("later", "d4dd");
    assertEquals(ExitCode.DONE, check(false));
    assertEquals(
        "empty | - | `alembic upgrade head` applies 3 revisions, from nothing", line("empty"));
    assertEquals(
        "empty | - | `alembic upgrade head` applies 3 revisions, from nothing", line("emptied"));
    assertEquals("at head | e5ee (v4) | `alembic upgrade head` has nothing to do", line("head"));
    assertEquals(
        "at the cut | c3cc (v2) | `alembic upgrade head` applies 2 revisions", line("cut"));
    assertEquals(
        "before head | d4dd (v3) | `alembic upgrade head` applies 1 revision", line("later"));
  }

  @Test
  void one_at_a_squashed_revision_is_told_which_release_comes_first() {
    squashed();
    database("old", "a1aa");
    database("between", "b2bb");
    database("head", "e5ee");
    assertEquals(ExitCode.OLDER_RELEASE_FIRST, check(false));
    assertEquals(
        "squashed, not kept | a1aa (v1) | a1aa is squashed, and `alembic upgrade head` cannot find"
            + " it: install v2 and upgrade with it, then come back",
        line("old"));
    assertTrue(line("between").contains("| b2bb (first in v2) |"), line("between"));
  }

  @Test
  void a_squash_that_is_not_committed_yet_counts() {
    built.revision("a1aa").committed("one").tag("v1");
    built.revision("c3cc", "a1aa").committed("two").tag("v2");
    built.remove(built.pathOf("a1aa")).revision("c3cc");
    database("old", "a1aa");
    assertEquals(ExitCode.OLDER_RELEASE_FIRST, check(false));
    assertTrue(line("old").contains("install v2 and upgrade"), line("old"));
  }

  @Test
  void two_squashes_take_two_releases() {
    squashed();
    built.remove(built.pathOf("c3cc")).remove(built.pathOf("d4dd"));
    built.revision("e5ee").committed("squash again");
    built.revision("f6ff", "e5ee").committed("five").tag("v5");
    database("old", "a1aa");
    assertEquals(ExitCode.OLDER_RELEASE_FIRST, check(true));
    JsonObject told = json(0);
    assertEquals("[\"v3\",\"v4\"]", told.get("install").toString());
    assertEquals("v1", told.get("release").getAsString());
    assertFalse(told.get("upgrades").getAsBoolean());
  }

  @Test
  void without_a_tag_the_commit_that_has_the_originals_is_named() {
    built.revision("a1aa").committed("one");
    built.revision("c3cc", "a1aa");
    String originals = built.commit("two");
    built.remove(built.pathOf("a1aa")).revision("c3cc").committed("squash");
    database("old", "a1aa");
    assertEquals(ExitCode.OLDER_RELEASE_FIRST, check(false));
    assertTrue(line("old").contains("check out " + originals.substring(0, 10)), line("old"));
  }

  @Test
  void with_an_archive_upgrade_goes_through_and_with_a_guard_it_stops() {
    squashed();
    built
        .file("alembic/env.py", "import squashed_history\nsquashed_history.use(context)\n")
        .file("alembic/squashed_history.py", history(""));
    database("old", "a1aa");
    assertEquals(ExitCode.OLDER_RELEASE_FIRST, check(false));
    assertTrue(line("old").contains("`alembic upgrade head` stops with what to do"), line("old"));
    built.file("alembic/squashed_history.py", history("FOLDERS = ['squashed']\nREWRITTEN = {}\n"));
    built.versionsIn("alembic/squashed").revision("a1aa").revision("b2bb", "a1aa");
    assertEquals(ExitCode.DONE, check(false));
    assertTrue(line("old").startsWith("squashed | a1aa (v1) |"), line("old"));
    assertTrue(line("old").contains("goes through the originals"), line("old"));
  }

  private static String history(String archive) {
    return "SQUASHED = [('v1', 'v3', 'a1aa b2bb')]\n" + archive + "def use(context): ...\n";
  }

  @Test
  void an_unknown_revision_is_looked_for_in_branches() {
    squashed();
    built.branch("feature").revision("f1f1", "d4dd").revision("f2f2", "f1f1").committed("more");
    built.checkout("work");
    database("theirs", "f2f2");
    database("nowhere", "beef");
    assertEquals(ExitCode.UNCLEAR, check(false));
    assertTrue(
        line("theirs")
            .contains(
                "f2f2 is of the branch feature, 2 revisions above d4dd (step d4dd), the nearest"),
        line("theirs"));
    assertTrue(line("nowhere").contains("beef is in no branch or tag"), line("nowhere"));
  }

  @Test
  void what_was_taken_away_without_a_squash_is_not_called_squashed() {
    built.revision("a1aa").committed("one").revision("b2bb", "a1aa").committed("two").tag("v2");
    String removal = built.remove(built.pathOf("b2bb")).commit("revert");
    database("reverted", "b2bb");
    assertEquals(ExitCode.UNCLEAR, check(false));
    assertTrue(
        line("reverted").contains("taken away by the commit " + removal.substring(0, 10)),
        line("reverted"));
  }

  @Test
  void tables_without_a_version_and_overlapping_heads_need_a_person() {
    squashed();
    database("unversioned");
    execute(databases.get(0), "CREATE TABLE t (id int)");
    database("overlapping", "c3cc", "e5ee");
    assertEquals(ExitCode.UNCLEAR, check(false));
    assertTrue(line("unversioned").contains("holds 1 table"), line("unversioned"));
    assertTrue(line("unversioned").contains("--identify"), line("unversioned"));
    assertTrue(line("overlapping").contains("comes after c3cc"), line("overlapping"));
  }

  @Test
  void one_that_parted_below_an_unclean_cut_would_skip_what_it_never_had() {
    built.revision("a1aa").committed("one").tag("v1");
    built.revision("c3cc", "a1aa").revision("side", "a1aa").committed("two");
    built.revision("merg", "c3cc", "side").committed("three").tag("v3");
    built.remove(built.pathOf("a1aa")).revision("c3cc").revision("side", "c3cc");
    built.committed("squash");
    database("parted", "side");
    database("whole", "merg");
    assertEquals(ExitCode.OLDER_RELEASE_FIRST, check(false));
    assertTrue(line("parted").contains("it never had c3cc (step c3cc)"), line("parted"));
    assertTrue(line("parted").contains("install v3"), line("parted"));
    assertTrue(line("whole").startsWith("at head"), line("whole"));
  }

  @Test
  void several_heads_are_upgraded_to_heads() {
    built.revision("a1aa").revision("b2bb").committed("one");
    database("one", "a1aa");
    database("both", "b2bb", "a1aa");
    assertEquals(ExitCode.DONE, check(false));
    assertEquals("before head | a1aa | `alembic upgrade heads` applies 1 revision", line("one"));
    assertTrue(line("both").startsWith("at head | a1aa, b2bb |"), line("both"));
  }

  @Test
  void one_that_cannot_be_read_leaves_the_others_theirs_and_no_password_is_told() {
    squashed();
    database("head", "e5ee");
    databases.add(new ConnectionParameters("127.0.0.1", 1, "u", "Secr7t", "gone"));
    assertEquals(ExitCode.FAILED, check(true));
    assertEquals("at head", json(0).get("state").getAsString());
    assertEquals("not read", json(1).get("state").getAsString());
    assertFalse((answer.data() + answer.said()).contains("Secr7t"));
  }

  @Test
  void nothing_that_reading_sets_off_can_write() {
    squashed();
    database("guarded", "e5ee");
    execute(
        databases.get(0),
        "CREATE ROLE app LOGIN PASSWORD 'app'; CREATE SEQUENCE s; GRANT ALL ON s TO app; CREATE"
            + " FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT nextval(''s'')'; GRANT SELECT"
            + " ON alembic_version TO app; ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY;"
            + " CREATE POLICY p ON alembic_version USING (f() > 0)");
    databases.set(0, databases.get(0).withLogin("app", "app"));
    assertEquals(ExitCode.FAILED, check(false));
    assertTrue(answer.data().contains("read-only transaction"), answer.data());
    assertTrue(line("guarded").startsWith("not read"), line("guarded"));
  }

  @Test
  void databases_are_named_by_urls_in_a_file_too(@TempDir Path other) throws Exception {
    Path file = other.resolve("urls");
    Files.writeString(file, "# ours\n\npostgresql://u@h/one\n  postgresql://u@h/two\n");
    NamedDatabases names = new NamedDatabases(new DatabaseUrl(Map.of()));
    assertEquals(
        "[postgresql://u@h:5432/zero, postgresql://u@h:5432/one, postgresql://u@h:5432/two]",
        names.read(List.of("postgresql://u@h/zero"), Optional.of(file.toString())).toString());
    Files.writeString(file, "postgresql://u:Secr7t/one\n");
    Failure wrong =
        assertThrows(Failure.class, () -> names.read(List.of(), Optional.of(file.toString())));
    assertTrue(wrong.getMessage().startsWith("line 1 of " + file), wrong.getMessage());
    assertFalse(wrong.getMessage().contains("Secr7t"));
    assertThrows(Failure.class, () -> names.read(List.of(), Optional.empty()));
  }

  private JsonObject json(int place) {
    return JsonParser.parseString(answer.data())
        .getAsJsonObject()
        .getAsJsonArray("databases")
        .get(place)
        .getAsJsonObject();
  }
}
