package migrations;

import java.io.File;
import java.nio.file.Path;

/**
 * What became of a command of Alembic's.
 *
 * @param state how it ended
 * @param output what it printed for its user; where it failed or could not run, why
 */
public record AlembicRun(State state, String output) {

  /** How a command ended. */
  public enum State {
    SUCCEEDED,
    FAILED,
    IMPOSSIBLE
  }

  /** It did what it was asked, and printed this. */
  public static AlembicRun succeeded(String output) {
    return new AlembicRun(State.SUCCEEDED, output);
  }

  /** It failed. */
  public static AlembicRun failed(String why) {
    return new AlembicRun(State.FAILED, why);
  }

  /** There is no way to run it here. */
  public static AlembicRun impossible(String why) {
    return new AlembicRun(State.IMPOSSIBLE, why);
  }

  /** The same with paths below a folder relative to it. */
  public AlembicRun relativeTo(Path folder) {
    return new AlembicRun(state, output.replace(folder + File.separator, ""));
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
