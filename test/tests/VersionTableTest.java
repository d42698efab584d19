package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import engine.LocalClusters;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.Session;
import postgres.VersionTable;

@Tag("slow")
class VersionTableTest {
  private static LocalClusters clusters;
  private static Session session;

  @BeforeAll
  static void a_database() {
    clusters = new LocalClusters(Engines.assumeLocal());
    session = clusters.start().superuser().orElseThrow().session("refused", "");
  }

  @AfterAll
  static void no_database() {
    session.close();
    clusters.close();
  }

  @AfterEach
  void empty_again() {
    execute(
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS \"O'x\" CASCADE");
  }

  @Test
  void it_is_found_by_its_shape_whatever_its_name_and_schema() {
    assertEquals(Optional.empty(), find(Optional.empty()));
    execute("CREATE SCHEMA \"O'x\"; CREATE TABLE \"O'x\".\"My Versions\" (version_num text)");
    execute("INSERT INTO \"O'x\".\"My Versions\" VALUES ('b'), ('a')");
    execute("CREATE TABLE other (version_num text, id int)");
    VersionTable table = find(Optional.empty()).orElseThrow();
    assertEquals(new VersionTable("O'x", "My Versions"), table);
    assertEquals(Set.of("a", "b"), table.revisions(session));
    assertEquals("postgres", table.owner(session));
  }

  @Test
  void of_several_the_named_one_is_taken() {
    execute("CREATE SCHEMA \"O'x\"; CREATE TABLE \"O'x\".alembic_version (version_num text)");
    execute("CREATE TABLE alembic_version (version_num text)");
    execute("CREATE TABLE alembic_version_b (version_num text)");
    Failure failure = assertThrows(Failure.class, () -> find(Optional.empty()));
    assertEquals(
        "several tables look like Alembic's version table: O'x.alembic_version,"
            + " public.alembic_version, public.alembic_version_b",
        failure.getMessage());
    assertEquals("alembic_version_b", find(Optional.of("alembic_version_b")).orElseThrow().name());
    assertThrows(Failure.class, () -> find(Optional.of("alembic_version")));
    assertEquals("O'x", find(Optional.of("O'x.alembic_version")).orElseThrow().schema());
  }

  @Test
  void a_named_one_may_have_columns_of_the_projects_own() {
    execute("CREATE TABLE versions (version_num text, applied timestamptz)");
    assertEquals(Optional.empty(), find(Optional.empty()));
    assertEquals("versions", find(Optional.of("versions")).orElseThrow().name());
  }

  @Test
  void a_name_that_is_not_there_is_told() {
    Failure failure = assertThrows(Failure.class, () -> find(Optional.of("none")));
    assertEquals("no table none with a column version_num was found", failure.getMessage());
    assertTrue(failure.hint().contains("--alembic-version-table"));
  }

  private static Optional<VersionTable> find(Optional<String> name) {
    return VersionTable.find(session, name);
  }

  private static void execute(String sql) {
    session.execute(sql);
  }
}
