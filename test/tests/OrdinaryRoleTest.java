package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import statements.Baseline;
import statements.BaselineFile;

/**
 * A role that owns its database and nothing that was there before can load the baseline, as it
 * could run the migrations.
 */
@Tag("slow")
class OrdinaryRoleTest extends WithClusters {
  private static final String SHARED =
      """
      CREATE ROLE platform;
      CREATE SCHEMA files AUTHORIZATION platform;
      GRANT USAGE ON SCHEMA files TO PUBLIC;
      """;

  @Test
  void triggers_of_the_environment_fire_and_what_they_write_is_not_written_again() {
    String text =
        loaded(
            """
            CREATE TABLE files.folder (name text PRIMARY KEY, keeper text DEFAULT current_user);
            CREATE TABLE files.journal (line serial, folder text);
            CREATE FUNCTION files.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
              'BEGIN INSERT INTO files.journal (folder) VALUES (NEW.name); RETURN NULL; END';
            CREATE TRIGGER note AFTER INSERT ON files.folder
              FOR EACH ROW EXECUTE FUNCTION files.note();
            INSERT INTO files.folder VALUES ('root', 'platform');
            ALTER TABLE files.folder OWNER TO platform;
            GRANT SELECT, INSERT, UPDATE, DELETE ON files.folder TO PUBLIC;
            GRANT SELECT ON files.journal TO PUBLIC;
            """,
            """
            CREATE TABLE own (id int);
            UPDATE files.folder SET keeper = 'nobody' WHERE name = 'root';
            INSERT INTO files.folder (name) VALUES ('documents'), ('pictures');
            """);
    assertFalse(text.contains("TRIGGER"), text);
    assertFalse(text.contains("INSERT INTO \"files\".\"journal\""), text);
    assertFalse(text.contains("(name, keeper)"), "left to the default: " + text);
  }

  @Test
  void rows_that_wait_for_a_check_at_commit_do_not_stand_in_the_way() {
    String text =
        loaded(
            """
            CREATE TABLE files.folder (
              id int PRIMARY KEY, label text,
              parent int REFERENCES files.folder DEFERRABLE INITIALLY DEFERRED);
            ALTER TABLE files.folder OWNER TO shop;
            GRANT CREATE ON SCHEMA files TO PUBLIC;
            """,
            """
            INSERT INTO files.folder VALUES (2, 'below', 1), (1, 'above', NULL);
            ALTER TABLE files.folder ALTER label SET NOT NULL;
            CREATE INDEX by_label ON files.folder (label);
            """);
    assertTrue(text.contains("SET CONSTRAINTS files.folder_parent_fkey IMMEDIATE;"), text);
    assertTrue(text.contains("SET CONSTRAINTS files.folder_parent_fkey DEFERRED;"), text);
  }

  @Test
  void a_sequence_that_it_may_only_use_is_used() {
    loaded(
        """
        CREATE TABLE files.folder (id serial PRIMARY KEY, label text);
        INSERT INTO files.folder (label) VALUES ('first');
        GRANT SELECT, INSERT ON files.folder TO PUBLIC;
        GRANT USAGE ON SEQUENCE files.folder_id_seq TO PUBLIC;
        """,
        "INSERT INTO files.folder (label) VALUES ('second'), ('third');");
  }

  @Test
  void an_extension_that_is_there_already_is_not_spoken_of() {
    try (Migrated migrated =
        Migrated.of(clusters(), "CREATE TABLE t (a int);", "CREATE EXTENSION hstore;")) {
      Baseline baseline = migrated.baseline();
      Migrated.run(
          migrated.before(), migrated.before().mostPrivileged(), "CREATE EXTENSION hstore;");
      load(migrated, baseline);
    }
  }

  @Test
  void where_triggers_have_to_rest_their_tables_owner_is_named() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            SHARED
                + """
                CREATE TABLE files.folder (name text);
                CREATE FUNCTION files.count() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN NEW.name := NEW.name || ''!''; RETURN NEW; END';
                ALTER TABLE files.folder OWNER TO platform;
                """,
            """
            INSERT INTO files.folder VALUES ('made before the trigger was on');
            """)) {
      Migrated.run(migrated.before(), migrated.before().mostPrivileged(), SWITCHED_ON);
      Migrated.run(migrated.cut(), migrated.cut().mostPrivileged(), SWITCHED_ON);
      Baseline baseline = migrated.baseline();
      assertEquals(
          List.of(
              "with the triggers of files.folder the baseline would not make the rows that the"
                  + " migrations made, so it disables them while it writes rows, which only the"
                  + " owner may: platform"),
          baseline.warnings());
      assertEquals("", BaselineFile.of(baseline, List.of()).loadInto(migrated.before()).orElse(""));
    }
  }

  private static final String SWITCHED_ON =
      "CREATE TRIGGER count BEFORE INSERT ON files.folder FOR EACH ROW EXECUTE FUNCTION"
          + " files.count();";

  private static String loaded(String environment, String migrations) {
    try (Migrated migrated = Migrated.of(clusters(), SHARED + environment, migrations)) {
      Baseline baseline = migrated.baseline();
      assertEquals(List.of(), baseline.warnings());
      String text = load(migrated, baseline);
      Migrated.same(Migrated.whole(migrated.cut()), Migrated.whole(migrated.before()), text);
      return text;
    }
  }

  private static String load(Migrated migrated, Baseline baseline) {
    BaselineFile file = BaselineFile.of(baseline, List.of());
    Migrated.run(
        migrated.before(), migrated.before().mostPrivileged(), "ALTER ROLE shop NOSUPERUSER;");
    assertEquals("", file.loadInto(migrated.before()).orElse(""), file.text());
    Migrated.run(
        migrated.before(), migrated.before().mostPrivileged(), "ALTER ROLE shop SUPERUSER;");
    return file.text();
  }
}
