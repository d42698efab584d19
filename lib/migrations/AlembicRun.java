package migrations;

import java.io.File;
import java.nio.file.Path;
import process.StoredBytes;

/**
 * What became of a command of Alembic's.
 *
 * @param state how it ended
 * @param printed what it printed for its user, which may be long; where it failed or could not run,
 *     why
 */
public record AlembicRun(State state, StoredBytes printed) {

  /** How a command ended. */
  public enum State {
    SUCCEEDED,
    FAILED,
    IMPOSSIBLE
  }

  /** It did what it was asked, and printed this. */
  public static AlembicRun succeeded(StoredBytes printed) {
    return new AlembicRun(State.SUCCEEDED, printed);
  }

  /** It failed. */
  public static AlembicRun failed(String why) {
    return new AlembicRun(State.FAILED, StoredBytes.of(why));
  }

  /** There is no way to run it here. */
  public static AlembicRun impossible(String why) {
    return new AlembicRun(State.IMPOSSIBLE, StoredBytes.of(why));
  }

  /** The same with paths below a folder relative to it. */
  public AlembicRun relativeTo(Path folder) {
    return new AlembicRun(state, StoredBytes.of(output().replace(folder + File.separator, "")));
  }

  /** What it printed, all at once. */
  public String output() {
    return printed.text();
  }

  /** Whether it could be run at all. */
  public boolean isPossible() {
    return state != State.IMPOSSIBLE;
  }

  /** Whether it did what it was asked. */
  public boolean succeeded() {
    return state == State.SUCCEEDED;
  }
}
