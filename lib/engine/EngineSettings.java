package engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postgres.ConnectionParameters;

/**
 * What the user said, and the project shows, of how its databases are built.
 *
 * @param server where they are
 * @param dockerfile the project's own image of them
 * @param login who owns them
 * @param migrations what the migrations are given
 */
public record EngineSettings(
    ServerChoice server,
    DockerfileChoice dockerfile,
    LoginChoice login,
    MigrationInput migrations) {

  /**
   * Where databases are.
   *
   * @param engine the engine's name; empty to pick one
   * @param image a stock image of PostgreSQL; empty if none was named
   * @param url a server where we may make databases; empty if none was named
   * @param readyWithin how long a database may take to answer
   */
  public record ServerChoice(
      Optional<String> engine,
      Optional<String> image,
      Optional<String> url,
      Duration readyWithin) {}

  /**
   * The project's image of a database.
   *
   * @param path the file to build; empty to look in the usual places
   * @param upgradeCommand the text in it that upgrades; empty for {@code upgrade head}
   */
  public record DockerfileChoice(Optional<Path> path, Optional<String> upgradeCommand) {
    /** Nothing was said. */
    public static final DockerfileChoice USUAL =
        new DockerfileChoice(Optional.empty(), Optional.empty());
  }

  /**
   * Whom a database belongs to.
   *
   * @param projectName names the role and the database where nothing else does
   * @param user the role that runs the migrations; empty for the Dockerfile's or the project's name
   * @param database the database; likewise
   * @param password of that role; empty for the Dockerfile's or a random one
   */
  public record LoginChoice(
      String projectName,
      Optional<String> user,
      Optional<String> database,
      Optional<String> password) {

    /** A login that nothing shows. */
    ConnectionParameters usual() {
      return ConnectionParameters.usual(projectName);
    }

    /** A login with what the user said in place of what the project shows. */
    ConnectionParameters over(ConnectionParameters shown) {
      return shown
          .withLogin(user.orElse(shown.user()), password.orElse(shown.password()))
          .withDatabase(database.orElse(shown.database()));
    }
  }

  /**
   * What migrations are given.
   *
   * @param python the interpreter; empty to look for the project's
   * @param variables for env.py
   * @param xArguments what {@code alembic -x} takes, in order
   * @param initSql run in the empty database before the first migration
   * @param versionTable Alembic's table; empty to find it
   * @param network what they may reach besides their database, each as {@code HOST:PORT}
   */
  public record MigrationInput(
      Optional<String> python,
      Map<String, String> variables,
      List<String> xArguments,
      Optional<Path> initSql,
      Optional<String> versionTable,
      List<String> network) {}
}
