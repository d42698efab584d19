package phases;

import alembic.RevisionGraph;
import config.ConfigSection;
import console.Console;
import console.Failure;
import engine.Engine;
import git.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import migrations.Target;
import plan.Squashplan;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import project.Project;
import project.SharedBuilds;

/** Writes what psql's {@code \dS+} says of every schema of the work tree's database. */
public final class SchemaInfoPhase {
  private static final String SCHEMAS =
      """
      SELECT nspname FROM pg_catalog.pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1
      """;

  private final Project project;
  private final Console console;

  public SchemaInfoPhase(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * Builds the work tree's database at head and describes it.
   *
   * @param tag part of the file's name: {@code .alembic_squash/TAG_schema_info.txt}
   */
  public void run(String tag) {
    if (!tag.matches("[\\w.-]+")) {
      throw Failure.usage(
          "'" + tag + "' cannot be part of a file's name",
          "Use letters, digits, '.', '_' and '-'.");
    }
    SourceTree tree = project.repository().workTree();
    ConfigSection config = project.config(tree);
    RevisionGraph graph = RevisionGraph.read(tree, config);
    project.repository().excludeLocally(Squashplan.FOLDER + "/");
    try (SharedBuilds.Opened opened = project.engine(Optional.empty())) {
      Engine engine = opened.engine();
      ThrowawayDatabase database =
          project
              .progress(tag, graph, graph.ids().size())
              .step(
                  "build the database with " + engine.describe(),
                  watch ->
                      engine.migrated(
                          project.checkouts().workTree(config),
                          Target.heads(graph.headsInVersionTable()),
                          watch));
      Path file = project.write(tag + "_schema_info.txt", described(database));
      console.good("wrote " + project.shown(file));
    }
  }

  private static String described(ThrowawayDatabase database) {
    List<String> arguments = new ArrayList<>(List.of("--no-psqlrc", "--set=ON_ERROR_STOP=1"));
    for (String schema : schemas(database)) {
      arguments.add("--command=\\dS+ " + Sql.identifier(schema) + ".*");
    }
    return database.server().client("psql", database.mostPrivileged(), arguments).check().output();
  }

  private static List<String> schemas(ThrowawayDatabase database) {
    try (Session session =
        database.owner().session("the schemas of " + database.owner() + " cannot be read", "")) {
      return session.texts(SCHEMAS);
    }
  }
}
