package engine;

import console.Console;
import console.Failure;
import docker.LeftObjects;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import process.LeftFolders;

/** What runs left that were killed together with what should have removed it. */
public final class KilledRuns {
  private final Console console;

  /**
   * None looked for yet.
   *
   * @param console is told what was removed
   */
  public KilledRuns(Console console) {
    this.console = console;
  }

  /** Removes temporary folders, the servers in them, and where these tell of some, containers. */
  public void remove() {
    LeftFolders.Removed removed =
        LeftFolders.remove(
            new TreeSet<>(
                List.of(Path.of(System.getProperty("java.io.tmpdir")), ClusterFolders.MEMORY)));
    if (removed.folders() > 0) {
      console.say(
          "removed what killed runs left: "
              + Console.counted(removed.folders(), "folder")
              + " and "
              + Console.counted(removed.servers(), "server"));
    }
    if (!removed.refused().isEmpty()) {
      console.warn(
          "folders of killed runs cannot be removed: "
              + removed.refused().stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    if (removed.purposes().contains(LeftObjects.PURPOSE)) {
      removeOfDocker();
    }
  }

  /** Removes containers and images; where Docker does not answer, that is said. */
  void removeOfDocker() {
    try {
      LeftObjects.Removed removed = LeftObjects.remove();
      if (removed.containers() + removed.images() > 0) {
        console.say(
            "removed what killed runs left: "
                + Console.counted(removed.containers(), "container")
                + " and "
                + Console.counted(removed.images(), "image"));
      }
    } catch (Failure noDocker) {
      console.warn("what killed runs left in Docker stays: " + noDocker.getMessage());
    }
  }
}
