package engine;

import console.Failure;
import docker.BuildContainer;
import docker.Container;
import docker.Dockerfile;
import docker.ImageConfig;
import docker.StoppedBuild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import migrations.ProjectTree;
import postgres.ConnectionParameters;

/**
 * The image of each tree, built up to where its Dockerfile upgrades, and databases in containers of
 * it, in which all goes on from there. Where a Dockerfile cannot be stopped so, that is said once.
 */
final class TreeImages {
  private final TreeDockerfile files;
  private final DockerResources resources;
  private final Duration readyWithin;
  private final Consumer<String> tell;
  private final Map<Path, FutureTask<Optional<TreeImage>>> images = new ConcurrentHashMap<>();
  private boolean told;

  /**
   * None yet.
   *
   * @param resources get what is made, and close it
   * @param tell says a sentence to the user
   */
  TreeImages(
      TreeDockerfile files,
      DockerResources resources,
      Duration readyWithin,
      Consumer<String> tell) {
    this.files = files;
    this.resources = resources;
    this.readyWithin = readyWithin;
    this.tell = tell;
  }

  /**
   * An image that stopped.
   *
   * @param build what it is of
   * @param label of its own
   * @param id the image's
   * @param hasServer whether the upgrade finds a server that ran
   * @param configs what states of the build say
   * @param name what its containers are called by in failures
   */
  private record TreeImage(
      StoppedBuild build,
      String label,
      String id,
      boolean hasServer,
      Map<Dockerfile, ImageConfig> configs,
      String name) {}

  /** Whether a tree's database may be made so, as far as its Dockerfile shows. */
  boolean mayHave(ProjectTree tree) {
    return files.stopped(tree).obstacle().isEmpty();
  }

  /**
   * A container of a tree's image in which the rest of the build has happened.
   *
   * @param changed the tree's Dockerfile with a command of its own in place of its upgrade
   * @return empty if the tree's Dockerfile cannot be stopped
   * @throws Failure if the rest fails
   */
  Optional<Container> container(
      ProjectTree tree, Dockerfile changed, ConnectionParameters login, Path log) {
    return image(tree, login, log).map(image -> goneOn(image, changed, login, log));
  }

  private Container goneOn(
      TreeImage image, Dockerfile changed, ConnectionParameters login, Path log) {
    List<StoppedBuild.Step> steps = image.build().rest(changed, image.label());
    ImageConfig begun = image.configs().get(image.build().image(image.label()));
    try (BuildContainer container = new BuildContainer(image.id(), begun, login.port())) {
      if (image.hasServer()) {
        container.startServer(log);
      }
      for (StoppedBuild.Step step : steps) {
        container.step(step, image.configs().get(step.at()), log);
        container.endStep();
      }
      Dockerfile finished = image.build().finished(image.label());
      Container serving =
          container.serving(image.configs().get(finished), image.name(), login, readyWithin);
      return resources.container(serving);
    }
  }

  /** Built by the first that asks for it, for whom the others wait. */
  private Optional<TreeImage> image(ProjectTree tree, ConnectionParameters login, Path log) {
    FutureTask<Optional<TreeImage>> ours = new FutureTask<>(() -> stopped(tree, login, log));
    FutureTask<Optional<TreeImage>> first = images.putIfAbsent(tree.root(), ours);
    if (first == null) {
      ours.run();
    }
    try {
      return (first == null ? ours : first).get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while an image was built", "", interrupted);
    }
  }

  private Optional<TreeImage> stopped(ProjectTree tree, ConnectionParameters login, Path log) {
    StoppedBuild build = files.stopped(tree);
    Optional<String> obstacle = build.obstacle();
    if (obstacle.isEmpty()) {
      String label = TreeDockerfile.label();
      Map<Dockerfile, ImageConfig> configs = new ConcurrentHashMap<>();
      String before = built(build.image(label), tree, configs, log);
      List<StoppedBuild.Step> steps = build.rest(files.source(tree), label);
      steps.forEach(step -> built(step.at(), tree, configs, log));
      obstacle = configs.values().stream().flatMap(all -> all.obstacle().stream()).findFirst();
      if (obstacle.isEmpty()) {
        built(build.finished(label), tree, configs, log);
        return begun(build, label, before, configs, login, log);
      }
    }
    tell(obstacle.get());
    return Optional.empty();
  }

  private Optional<TreeImage> begun(
      StoppedBuild build,
      String label,
      String before,
      Map<Dockerfile, ImageConfig> configs,
      ConnectionParameters login,
      Path log) {
    Optional<StoppedBuild.Step> first = build.beforeUpgrade(label);
    if (first.isEmpty()) {
      return Optional.of(new TreeImage(build, label, before, false, configs, before));
    }
    ImageConfig config = configs.get(build.image(label));
    try (BuildContainer container = new BuildContainer(before, config, login.port())) {
      container.step(first.get(), config, log);
      Optional<String> obstacle = container.stopServer(log);
      if (obstacle.isPresent()) {
        tell(obstacle.get());
        return Optional.empty();
      }
      String image = resources.image(made -> made.commit(container));
      return Optional.of(
          new TreeImage(build, label, image, container.hadServer(), configs, before));
    }
  }

  /** Builds a state of the build that runs nothing more, to see what it says. */
  private String built(
      Dockerfile file, ProjectTree tree, Map<Dockerfile, ImageConfig> configs, Path log) {
    if (configs.containsKey(file)) {
      return "";
    }
    String id = resources.image(image -> image.build(file, tree.project(), log));
    configs.put(file, ImageConfig.ofImage(id));
    return id;
  }

  /** From now on this tree's databases are built as a whole. */
  void giveUp(ProjectTree tree, String why) {
    images.put(tree.root(), nothing());
    tell(why);
  }

  private static FutureTask<Optional<TreeImage>> nothing() {
    FutureTask<Optional<TreeImage>> none = new FutureTask<>(Optional::empty);
    none.run();
    return none;
  }

  private synchronized void tell(String why) {
    if (!told) {
      told = true;
      tell.accept(
          files.path() + " is built as a whole for each database, which takes longer: " + why);
    }
  }
}
