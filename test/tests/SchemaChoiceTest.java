package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engine.Engine;
import engine.HostEngine;
import engine.LocalClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import migrations.MigrationRunner;
import migrations.SchemaChoice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.ConnectionParameters;
import postgres.ThrowawayDatabase;

/**
 * Whether env.py is told the schema is tried: what it reads and sets beside that does not count.
 */
@Tag("slow")
class SchemaChoiceTest {
  private static final String X = "context.get_x_argument(as_dictionary=True)";
  private static final String SET =
      "\nconnection.execute(text('SET search_path TO \"%s\"' % schema))";

  @TempDir Path folder;

  @Test
  void a_schema_that_env_py_is_told_is_found_and_no_other() throws Exception {
    Map<String, Optional<SchemaChoice>> cases = new LinkedHashMap<>();
    cases.put("schema = " + X + ".get('schema', 'public')" + SET, told("`-x schema=NAME`"));
    cases.put(
        "schema = "
            + X
            + ".get('tenant')\nif schema:\n    options.update(version_table_schema=schema)",
        told("`-x tenant=NAME`"));
    cases.put(
        "schema = 'public'\nfor word in context.get_x_argument():\n"
            + "    if word.startswith('to='): schema = word[3:]"
            + SET,
        told("`-x to=NAME`"));
    cases.put(
        "schema = os.getenv('DB_SCHEMA', 'public')"
            + "\nconnection = connection.execution_options(schema_translate_map={None: schema})",
        told("the variable DB_SCHEMA"));
    cases.put("schema = 'public'" + SET, Optional.empty());
    cases.put(
        "schema = 'public'\nassert "
            + X
            + ".get('schema', schema) and os.getenv('TENANT', '1')"
            + SET,
        Optional.empty());
    cases.put("assert " + X + ".get('url', '') is not None", Optional.empty());
    SmallProject project =
        new SmallProject(Files.createDirectory(folder.resolve("app")).toRealPath());
    try (HostEngine engine = engine()) {
      Engine.Watch watch = new Engine.Watch(folder.resolve("log"), revision -> {});
      ThrowawayDatabase database = engine.prepared(project.tree(), watch);
      cases.forEach(
          (lines, expected) -> {
            project.env(env(lines));
            assertEquals(expected, engine.schemaChoice(project.tree(), database, watch), lines);
          });
    }
  }

  private static Optional<SchemaChoice> told(String by) {
    return Optional.of(new SchemaChoice("public", by));
  }

  private static String env(String lines) {
    return SmallProject.ENV
        .replace("config = ", "import os\nfrom sqlalchemy import text\noptions = {}\nconfig = ")
        .replace(
            "    context.configure",
            ("\n" + lines).replace("\n", "\n    ") + "\n    context.configure")
        .replace("connection=connection", "connection=connection, **options");
  }

  private static HostEngine engine() {
    return new HostEngine(
        new LocalClusters(Engines.assumeLocal()),
        new MigrationRunner(Engines.python(), Map.of()),
        new Settings().build().login(),
        new Settings().build().migrations(),
        new ConnectionParameters("", 0, "owner", "Secr7t", "app"));
  }
}
