package engine;

import console.SideBySide;
import docker.BuiltImage;
import docker.Container;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import process.ShutdownHooks;

/** Containers and images of ours, to be removed in the end: containers first, then the images. */
final class DockerResources implements AutoCloseable {
  private final List<Container> containers = new ArrayList<>();
  private final Deque<BuiltImage> images = new ArrayDeque<>();

  /** Keeps a container. */
  synchronized Container container(Container started) {
    containers.add(started);
    return started;
  }

  /**
   * Keeps an image while it is made and then.
   *
   * @param make makes it, and says its id
   */
  String image(Function<BuiltImage, String> make) {
    BuiltImage image = new BuiltImage();
    synchronized (this) {
      images.push(image);
    }
    return make.apply(image);
  }

  @Override
  public void close() {
    ShutdownHooks.undisturbed(this::remove);
  }

  private synchronized void remove() {
    List<Callable<Boolean>> removals = new ArrayList<>();
    containers.forEach(
        container ->
            removals.add(
                () -> {
                  container.close();
                  return true;
                }));
    containers.clear();
    SideBySide.run(removals);
    while (!images.isEmpty()) {
      images.pop().close();
    }
  }
}
