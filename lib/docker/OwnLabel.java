package docker;

import process.Instance;
import process.TemporaryFolder;
import process.Watchdog;

/** The label of all that we make with Docker, by which a later run tells whose it is. */
final class OwnLabel {
  /** Its name. */
  static final String NAME = "alembic_squash.instance";

  /** Stands for what is there in Docker: a later run that finds it looks there. */
  private static final class Used {
    private static final String BY = begun();

    private static String begun() {
      // It goes with this process
      String folder = new TemporaryFolder(LeftObjects.PURPOSE).path().toString();
      Watchdog.watchDocker();
      return Instance.in(folder).orElseThrow().token();
    }
  }

  private OwnLabel() {}

  /** What the label says from now on. */
  static String value() {
    return Used.BY;
  }
}
