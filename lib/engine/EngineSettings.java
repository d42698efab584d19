package engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postgres.Coordinates;

/**
 * What the user said, and the project shows, of how its databases are built.
 *
 * @param engine the engine's name; empty to pick one
 * @param projectName names the role and the database where nothing else does
 * @param dockerfile the file to build; empty to look in the usual places
 * @param upgradeCommand the text in it that upgrades; empty for {@code upgrade head}
 * @param python the interpreter; empty to look for the project's
 * @param user the role that runs the migrations; empty for the Dockerfile's or the project's name
 * @param database the database; likewise
 * @param password of the role that runs the migrations; empty for the Dockerfile's or a random one
 * @param initSql run in the empty database before the first migration
 * @param environment variables for env.py
 * @param xArguments what {@code alembic -x} takes, in order
 * @param versionTable Alembic's table; empty to find it
 * @param readyWithin how long a database may take to answer
 * @param image a stock image of PostgreSQL; empty where none was named
 * @param serverUrl a server where we may make databases; empty where none was named
 */
public record EngineSettings(
    Optional<String> engine,
    String projectName,
    Optional<Path> dockerfile,
    Optional<String> upgradeCommand,
    Optional<String> python,
    Optional<String> user,
    Optional<String> database,
    Optional<String> password,
    Optional<Path> initSql,
    Map<String, String> environment,
    List<String> xArguments,
    Optional<String> versionTable,
    Duration readyWithin,
    Optional<String> image,
    Optional<String> serverUrl) {

  /** A login with what the user said in place of what the project shows. */
  Coordinates login(Coordinates shown) {
    return shown
        .withLogin(user.orElse(shown.user()), password.orElse(shown.password()))
        .withDatabase(database.orElse(shown.database()));
  }
}
