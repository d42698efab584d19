package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.Cut;
import alembic.RevisionGraph;
import alembic.ScriptDirectory;
import conditions.PlaceCondition;
import conditions.PlaceConditions;
import config.AlembicConfig;
import git.SourceTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What squashed revisions do only where something holds of the place where they run. */
class PlaceConditionsTest {
  private static final String TABLE = "op.execute('CREATE TABLE account (id int, name text)')";

  private final Map<String, String> files = new TreeMap<>();

  private void revision(String id, String down, String head, String body, String rest) {
    files.put(
        "migrations/versions/" + id + ".py",
        """
        import os
        import sqlalchemy as sa
        from alembic import op
        %s
        revision = '%s'
        down_revision = %s


        def upgrade():
            pass
            %s
        %s
        """
            .formatted(head, id, down, body.replace("\n", "\n    "), rest));
  }

  private List<PlaceCondition> conditions() {
    files.put("alembic.ini", "[alembic]\nscript_location = migrations\n");
    SourceTree tree = new FileTree(files);
    AlembicConfig config = AlembicConfig.read(tree, "alembic.ini");
    RevisionGraph graph = RevisionGraph.of(ScriptDirectory.load(tree, config));
    return PlaceConditions.of(tree, config, Cut.at(graph, "b2"));
  }

  private List<String> told(String head, String body, String rest) {
    revision("a1", "None", "", TABLE, "");
    revision("b2", "'a1'", head, body, rest);
    return conditions().stream().map(PlaceCondition::words).toList();
  }

  private List<String> told(String body) {
    return told("", body, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if os.environ['APP_ENV'] == 'x': pass",
        "if os.environ.get('APP_ENV', 'dev') != 'x': pass",
        "if os.getenv('APP_ENV'): pass",
        "if 'APP_ENV' in os.environ: pass",
        "from os import environ\nenviron.get('APP_ENV')",
        "from os import getenv as given\ngiven('APP_ENV')",
        "import os as system\nsystem.environ['APP_ENV']",
        "env = os.environ\nenv.get('APP_ENV')",
        "NAME = 'APP_ENV'\nos.environ.get(NAME)",
        "from decouple import config\nconfig('APP_ENV')",
        "from environs import Env\nenv = Env()\nenv.str('APP_ENV')",
        "op.execute(f\"INSERT INTO account VALUES (1, '{os.environ['APP_ENV']}')\")",
      })
  void a_variable_is_found_however_it_is_read(String body) {
    assertEquals(List.of("environment variable APP_ENV"), told(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "import sys\\nif sys.platform == 'linux': pass|sys.platform",
        "import socket\\nsocket.gethostname()|socket.gethostname",
        "if os.path.exists('/etc/shop.conf'): pass|file /etc/shop.conf",
        "from pathlib import Path\\nif Path('/etc/shop.conf').exists(): pass|file /etc/shop.conf",
        "open('/etc/shop.conf').read()|file /etc/shop.conf",
        "import shutil\\nshutil.which('psql')|whether program psql is installed",
        "try:\\n"
            + "    import geo\\n"
            + "except ImportError:\\n"
            + "    geo = None|whether Python package geo is installed",
        "if sa.inspect(op.get_bind()).has_table('legacy'): pass|whether legacy is there"
            + " (has_table)",
        "if 'legacy' in sa.inspect(op.get_bind()).get_table_names(): pass|whether legacy is there"
            + " (get_table_names)",
        "op.get_bind().dialect.has_table(op.get_bind(), 'legacy')|whether legacy is there"
            + " (has_table)",
        "if op.get_bind().dialect.server_version_info >= (15,): pass|the server's version",
        "op.get_context().config.get_main_option('region')|configuration region (Alembic's)",
        "op.drop_table('legacy', if_exists=True)|whether what they drop is there: legacy",
      })
  void python_that_asks_for_something_of_the_place_is_found(String body, String words) {
    assertEquals(List.of(words), told(body.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pgroonga') THEN"
            + " CREATE EXTENSION pgroonga; END IF; END $$|whether the server offers extension"
            + " pgroonga (pg_available_extensions)",
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'postgis') THEN CREATE"
            + " TABLE place (id int); END IF; END $$|whether extension postgis is there"
            + " (pg_extension)",
        "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname IN ('reporting'))"
            + " THEN GRANT SELECT ON account TO reporting; END IF; END $$|whether role reporting is"
            + " there",
        "DO 'BEGIN IF EXISTS (SELECT FROM pg_user WHERE usename = ''app'') THEN NULL; END IF;"
            + " END'|whether role app is there",
        "DO $$ BEGIN IF to_regclass('public.legacy') IS NOT NULL THEN DELETE FROM account; END IF;"
            + " END $$|whether public.legacy is there (to_regclass)",
        "DO $$ BEGIN IF EXISTS (SELECT FROM information_schema.tables WHERE table_schema = 'public'"
            + " AND table_name = 'legacy') THEN DELETE FROM account; END IF; END $$|whether legacy"
            + " is there (information_schema.tables)",
        "INSERT INTO account SELECT 1, CASE WHEN current_setting('wal_level') = 'logical' THEN 'a'"
            + " ELSE 'b' END|the server's setting wal_level",
        "DO $$ BEGIN IF current_setting('server_version_num')::int >= 150000 THEN DELETE FROM"
            + " account; END IF; END $$|the server's version",
        "SELECT version()|the server's version",
        "SHOW wal_level|the server's setting wal_level",
        "DO $$ BEGIN IF has_schema_privilege('app', 'public', 'CREATE') THEN DELETE FROM account;"
            + " END IF; END $$|privileges of app (has_schema_privilege)",
        "DO $$ BEGIN IF current_user = 'rdsadmin' THEN DELETE FROM account; END IF; END"
            + " $$|current_user",
        "DO $$ BEGIN IF inet_server_addr() IS NULL THEN DELETE FROM account; END IF; END"
            + " $$|inet_server_addr",
        "DROP TABLE IF EXISTS legacy CASCADE|whether what they drop is there: legacy",
        "DO $$ BEGIN GRANT SELECT ON account TO reporting; EXCEPTION WHEN undefined_object THEN"
            + " NULL; END $$|whether a statement fails, with undefined_object",
      })
  void sql_that_asks_for_something_of_the_place_is_found(String sql, String words) {
    assertEquals(List.of(words), told("op.execute(\"\"\"" + sql + "\"\"\")"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What squashed revisions made before.
        "if sa.inspect(op.get_bind()).has_table('account'): pass",
        "if 'x' not in [c['name'] for c in sa.inspect(op.get_bind()).get_columns('account')]: pass",
        "op.execute('DROP TABLE IF EXISTS account')",
        "op.execute('ALTER TABLE account DROP CONSTRAINT IF EXISTS account_pkey')",
        "op.execute('DROP INDEX IF EXISTS ix_account_name')",
        "op.execute(\"SELECT conname FROM pg_constraint WHERE conrelid = 'account'::regclass\")",
        // What a baseline says too.
        "op.execute('CREATE TABLE IF NOT EXISTS other (id int)')",
        "op.execute('CREATE EXTENSION IF NOT EXISTS citext')",
        "op.execute('ALTER TABLE account ADD COLUMN IF NOT EXISTS b int')",
        "op.execute(\"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood') THEN"
            + " CREATE TYPE mood AS ENUM ('a'); END IF; END $$\")",
        "op.execute(\"DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object"
            + " THEN NULL; END $$\")",
        "op.execute(\"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN"
            + " CREATE ROLE app; END IF; END $$\")",
        // What is asked when it is used.
        "op.execute(\"CREATE VIEW v AS SELECT * FROM pg_roles WHERE rolname = 'app'\")",
        "op.execute(\"CREATE POLICY p ON account USING (name = current_setting('app.tenant'))\")",
        "op.execute(\"CREATE FUNCTION f() RETURNS bool LANGUAGE sql AS $$ SELECT"
            + " current_setting('app.x') = 'a' $$\")",
        "op.execute(\"ALTER TABLE account ALTER name SET DEFAULT current_setting('app.x')\")",
        // What is the same everywhere, or told elsewhere.
        "if op.get_bind().dialect.name == 'postgresql': pass",
        "open(os.path.join(os.path.dirname(__file__), 'a.sql')).read()",
        "from pathlib import Path\nPath(__file__).with_name('a.sql').exists()",
        "os.environ['TZ'] = 'UTC'",
        "op.execute(\"-- pg_available_extensions\\nSELECT 1\")",
        "op.execute(\"INSERT INTO account VALUES (1, 'see pg_roles and version()')\")",
        "try:\n    import json\nexcept ImportError:\n    import simplejson as json",
      })
  void what_is_no_matter_of_the_place_is_not_told(String body) {
    assertEquals(List.of(), told(body));
  }

  @Test
  void what_downgrade_alone_runs_is_not_told_and_what_runs_at_the_top_is() {
    String down = "\n\ndef downgrade():\n    os.environ['DOWN']\n    helper()\n\n";
    String rest = down + "def helper():\n    os.getenv('HELPER')\n";
    assertEquals(
        List.of("environment variable TOP"), told("TOP = os.environ.get('TOP')", "TOP", rest));
  }

  @Test
  void a_function_that_a_migration_calls_is_run() {
    String sql =
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT FROM"
            + " pg_roles WHERE rolname = 'app') THEN DELETE FROM account; END IF; END $$;"
            + " SELECT f(); DROP FUNCTION f()";
    assertEquals(List.of("whether role app is there"), told("op.execute(\"\"\"" + sql + "\"\"\")"));
  }

  @Test
  void modules_of_the_project_are_followed_to_what_is_taken_from_them() {
    files.put("shop/__init__.py", "");
    files.put(
        "shop/settings.py",
        "import os\nAPP_ENV = os.environ.get('APP_ENV')\nOTHER = os.environ['OTHER']\n");
    files.put(
        "shop/place.py",
        "from shop import settings\ndef is_production():\n    return settings.APP_ENV == 'x'\n");
    assertEquals(
        List.of("environment variable APP_ENV"),
        told("from shop.place import is_production", "is_production()", ""));
  }

  @Test
  void settings_of_pydantic_are_variables() {
    files.put(
        "shop/config.py",
        """
        from pydantic_settings import BaseSettings
        class Settings(BaseSettings):
            demo_data: bool = False
            other: str = ''
        settings = Settings()
        """);
    assertEquals(
        List.of("environment variable DEMO_DATA"),
        told("from shop.config import settings", "if settings.demo_data: pass", ""));
  }

  @Test
  void files_of_sql_that_are_read_count_with_their_lines() {
    files.put(
        "migrations/versions/seed.sql",
        """
        SELECT 1;
        DO $$ BEGIN
          IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN
            DELETE FROM account;
          END IF;
        END $$;
        """);
    revision("a1", "None", "", TABLE, "");
    revision(
        "b2", "'a1'", "", "op.execute(open(os.path.dirname(__file__) + '/seed.sql').read())", "");
    assertEquals(
        List.of("whether role app is there: migrations/versions/seed.sql:3 (b2)"),
        conditions().stream().map(PlaceCondition::toString).toList());
  }

  @Test
  void a_helper_that_is_called_with_names_of_own_tables_is_not_told() {
    String helper = "\ndef is_there(name):\n    return sa.inspect(op.get_bind()).has_table(name)\n";
    assertEquals(List.of(), told("", "is_there('account')", helper));
    assertEquals(
        List.of("whether legacy is there (has_table)"), told("", "is_there('legacy')", helper));
  }

  @Test
  void what_python_makes_only_where_it_is_not_there_is_told_once() {
    assertEquals(
        List.of("whether what they make is there already: one, two"),
        told(
            """
            there = sa.inspect(op.get_bind()).get_table_names()
            if 'one' not in there:
                op.create_table('one')
            if not sa.inspect(op.get_bind()).has_table('two'):
                op.create_table('two')
            """));
  }

  @Test
  void texts_and_lists_of_any_length_are_read() {
    String text = "y".repeat(60_000);
    assertEquals(
        List.of("whether role reporting is there", "whether what they drop is there: t"),
        told(
            "",
            "op.execute(\"INSERT INTO t SELECT '%1$s' FROM pg_roles WHERE rolname = 'reporting'\")\n"
                    .formatted(text)
                + "op.execute(\"DO 'BEGIN PERFORM 1; --%s END'\")\n".formatted(text)
                + "op.execute(\"DROP TABLE IF EXISTS t%s\")".formatted(", t".repeat(5000)),
            ""));
  }

  @Test
  void a_place_is_told_with_its_line_and_the_number_of_others() {
    revision("a1", "None", "", TABLE + "\nos.getenv('APP_ENV')", "");
    revision("b2", "'a1'", "", "os.getenv('APP_ENV')\nos.getenv('APP_ENV')", "");
    revision("c3", "'b2'", "", "os.getenv('LATER')", "");
    PlaceCondition one = conditions().get(0);
    assertEquals(
        "environment variable APP_ENV: migrations/versions/a1.py:12 (a1) and 2 more",
        one.toString());
    assertEquals(1, conditions().size(), "a kept revision runs everywhere");
    assertTrue(
        PlaceConditions.notCompared(conditions()).orElseThrow().endsWith("variable APP_ENV"));
  }
}
