package docker;

import java.util.ArrayList;
import java.util.List;
import process.Instance;
import process.Processes;

/** Containers and images of runs that were killed, told by their label. */
public final class LeftObjects {
  /** What a temporary folder is for that tells of such. */
  public static final String PURPOSE = "docker";

  private static final String OF = "{{.ID}} {{.Label \"" + OwnLabel.NAME + "\"}}";
  private static final String IMAGE_OF =
      "{{.Id}} {{index .Config.Labels \"" + OwnLabel.NAME + "\"}}";

  private LeftObjects() {}

  /**
   * What was removed.
   *
   * @param containers how many containers, with their volumes
   * @param images how many images
   */
  public record Removed(int containers, int images) {}

  /** Removes those of runs of this machine that have ended. */
  public static Removed remove() {
    List<String> containers =
        ofEnded(
            Docker.command("ps", "--all", "--filter", "label=" + OwnLabel.NAME, "--format", OF));
    containers.forEach(Docker::removeContainer);
    int images = 0;
    List<String> left = images();
    while (!left.isEmpty()) {
      long removed =
          left.stream().filter(image -> Docker.removeImage(image).exitCode() == 0).count();
      images += (int) removed;
      // One goes only after those that were made of it
      left = removed == 0 ? List.of() : images();
    }
    return new Removed(containers.size(), images);
  }

  private static List<String> images() {
    List<String> ids = Docker.unnamedImagesLabelled(OwnLabel.NAME);
    List<String> words = new ArrayList<>(List.of("image", "inspect", "--format", IMAGE_OF));
    words.addAll(ids);
    return ids.isEmpty() ? List.of() : ofEnded(Docker.command(words));
  }

  private static List<String> ofEnded(Processes.Command listing) {
    return listing
        .run()
        .output()
        .lines()
        .filter(
            line ->
                Instance.in(line.substring(line.indexOf(' ') + 1))
                    .filter(Instance::isGone)
                    .isPresent())
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }
}
