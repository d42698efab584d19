package engine;

import console.Failure;
import docker.Container;
import docker.Dockerfile;
import engine.EngineSettings.LoginChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import migrations.ProjectTree;
import postgres.ConnectionParameters;

/** Databases of trees' Dockerfiles: of their image that goes on, or built as a whole. */
final class TreeContainers implements AutoCloseable {
  private final TreeDockerfile files;
  private final LoginChoice login;
  private final Duration readyWithin;
  private final DockerResources resources;
  private final Optional<TreeImages> images;

  /** A container of each tree, which has the tree's revisions and what they need to run. */
  private final Map<Path, Container> byTree;

  /**
   * None yet.
   *
   * @param tell is told where they have to be built as a whole, in a sentence
   */
  TreeContainers(
      TreeDockerfile files, LoginChoice login, Duration readyWithin, Consumer<String> tell) {
    this.files = files;
    this.login = login;
    this.readyWithin = readyWithin;
    this.resources = new DockerResources();
    this.images = Optional.of(new TreeImages(files, resources, readyWithin, tell));
    this.byTree = new ConcurrentHashMap<>();
  }

  private TreeContainers(TreeContainers other) {
    this.files = other.files;
    this.login = other.login;
    this.readyWithin = other.readyWithin;
    this.resources = other.resources;
    this.images = Optional.empty();
    this.byTree = other.byTree;
  }

  /** The same, all built as a whole. They are closed with these. */
  TreeContainers whole() {
    return new TreeContainers(this);
  }

  /** Whether a tree's need not be built as a whole, as far as its Dockerfile shows. */
  boolean areShortened(ProjectTree tree) {
    return images.filter(shortened -> shortened.mayHave(tree)).isPresent();
  }

  /**
   * One of a tree.
   *
   * @param change puts another command in place of the upgrade
   */
  Container of(ProjectTree tree, UnaryOperator<Dockerfile> change, Path log) {
    Dockerfile changed = change.apply(files.source(tree));
    Optional<String> failed = Optional.empty();
    try {
      Optional<Container> goneOn =
          images.flatMap(image -> image.container(tree, changed, login(changed), log));
      if (goneOn.isPresent()) {
        byTree.put(tree.root(), goneOn.get());
        return goneOn.get();
      }
    } catch (Failure refused) {
      if (Thread.currentThread().isInterrupted()) {
        throw refused;
      }
      failed = Optional.of(refused.getMessage());
    }
    Container built = built(tree, change.apply(files.built(tree)), log);
    failed.ifPresent(why -> images.orElseThrow().giveUp(tree, why));
    return built;
  }

  /** One of a file that is built as a whole. */
  Container built(ProjectTree tree, Dockerfile file, Path log) {
    String id = resources.image(image -> image.build(file, tree.project(), log));
    Container container =
        resources.container(new Container(id, login(file), Map.of(), readyWithin));
    byTree.put(tree.root(), container);
    return container;
  }

  /** Alembic in a container of a tree. */
  ContainerAlembic alembic(ProjectTree tree) {
    return Optional.ofNullable(byTree.get(tree.root()))
        .map(home -> new ContainerAlembic(home, files.xArguments(tree)))
        .orElseThrow(
            () -> new IllegalStateException("no database of " + tree.root() + " was built"));
  }

  private ConnectionParameters login(Dockerfile file) {
    return login.over(file.login().orElse(login.usual()));
  }

  @Override
  public void close() {
    resources.close();
  }
}
