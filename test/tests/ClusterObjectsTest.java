package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import statements.Baseline;
import statements.BaselineFile;

@Tag("slow")
class ClusterObjectsTest extends WithClusters {
  @Test
  void roles_that_migrations_make_come_with_what_hangs_on_them() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            """
            CREATE ROLE reader NOINHERIT;
            CREATE ROLE leaving;
            CREATE ROLE grouped;
            GRANT leaving TO grouped;
            GRANT reader TO grouped WITH ADMIN OPTION;
            ALTER ROLE grouped SET work_mem = '1MB';
            ALTER ROLE grouped SET DateStyle = 'German';
            COMMENT ON ROLE grouped IS 'old';
            """,
            """
            CREATE ROLE "od'd $squash$ 100%" LOGIN CREATEDB CONNECTION LIMIT 3
              VALID UNTIL '2099-01-01 00:00+00' IN ROLE reader;
            CREATE ROLE plain;
            GRANT pg_monitor TO plain;
            GRANT plain TO shop WITH ADMIN OPTION;
            ALTER ROLE plain SET search_path = "$user", "A, b", public;
            ALTER ROLE plain SET "app.setting" = 'it''s %';
            ALTER ROLE plain IN DATABASE "shop db" SET statement_timeout = '5s';
            COMMENT ON ROLE plain IS 'new; ''role''';
            ALTER ROLE reader INHERIT LOGIN;
            ALTER ROLE grouped SET work_mem = '2MB';
            ALTER ROLE grouped RESET DateStyle;
            COMMENT ON ROLE grouped IS NULL;
            REVOKE ADMIN OPTION FOR reader FROM grouped;
            DROP ROLE leaving;
            CREATE TABLE t (a int);
            GRANT SELECT ON t TO plain;
            ALTER TABLE t OWNER TO plain;
            """)) {
      assertEquals(List.of(), migrated.check().warnings());
    }
  }

  @Test
  void a_role_that_is_there_already_is_no_obstacle() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "",
            "CREATE ROLE app LOGIN; CREATE TABLE t (a int); GRANT SELECT ON t TO app;")) {
      Baseline baseline = migrated.baseline();
      Migrated.run(
          migrated.before(), migrated.before().mostPrivileged(), "CREATE ROLE app NOLOGIN");
      assertEquals(
          Optional.empty(), BaselineFile.of(baseline, List.of()).loadInto(migrated.before()));
      assertEquals(
          List.of("f"),
          Migrated.query(
              migrated.before(), "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'app'"));
    }
  }

  @Test
  void passwords_are_known_of_and_not_written() {
    try (Migrated migrated =
        Migrated.of(clusters(), "", "CREATE ROLE app LOGIN PASSWORD 'hunter2'")) {
      Baseline baseline = migrated.load();
      assertEquals(List.of(Secret.ofRole("app")), baseline.secrets());
      assertEquals(List.of(), baseline.warnings());
      String text = BaselineFile.of(baseline, List.of()).text();
      assertFalse(text.contains("hunter2") || text.contains("SCRAM"), text);
    }
  }

  @Test
  void the_database_itself_is_set_up_under_whatever_name() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            """
            CREATE ROLE reader;
            CREATE ROLE gone;
            ALTER DATABASE "shop db" SET work_mem = '1MB';
            ALTER DATABASE "shop db" SET DateStyle = 'German';
            GRANT CREATE ON DATABASE "shop db" TO gone;
            """,
            """
            ALTER DATABASE "shop db" SET search_path = app, "$user", public;
            ALTER DATABASE "shop db" SET "app.a" = '50% of ''it''';
            ALTER DATABASE "shop db" SET work_mem = '3MB';
            ALTER DATABASE "shop db" RESET DateStyle;
            ALTER DATABASE "shop db" CONNECTION LIMIT 77;
            COMMENT ON DATABASE "shop db" IS '100% of it; ''all''';
            REVOKE CONNECT ON DATABASE "shop db" FROM PUBLIC;
            GRANT CONNECT, TEMPORARY ON DATABASE "shop db" TO reader WITH GRANT OPTION;
            REVOKE CREATE ON DATABASE "shop db" FROM gone;
            """)) {
      Baseline baseline = migrated.check();
      assertEquals(List.of(), baseline.warnings());
      assertFalse(BaselineFile.of(baseline, List.of()).text().contains("shop db"));
    }
  }

  @Test
  void privileges_on_parameters_are_kept() {
    try (Migrated migrated =
        Migrated.of(
            clusters(),
            "CREATE ROLE reader; CREATE ROLE writer; GRANT SET ON PARAMETER log_min_messages TO"
                + " writer;",
            "GRANT SET, ALTER SYSTEM ON PARAMETER log_statement TO reader WITH GRANT OPTION;"
                + "REVOKE SET ON PARAMETER log_min_messages FROM writer;")) {
      migrated.load();
      String query = "SELECT parname || paracl::text FROM pg_parameter_acl ORDER BY 1";
      assertEquals(Migrated.query(migrated.cut(), query), Migrated.query(migrated.before(), query));
      assertTrue(Migrated.query(migrated.before(), query).toString().contains("reader=s*A*"));
    }
  }
}
