package engine;

import console.Failure;
import docker.Dockerfile;
import docker.StoppedBuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import migrations.ProjectTree;
import migrations.Target;

/**
 * The Dockerfile of a project's database image, as each state of the project has it.
 *
 * @param path relative to the project's folder, or absolute for one that lies elsewhere
 * @param upgradeCommand the text in it that upgrades; empty for {@code upgrade head}
 * @param given what {@code alembic -x} takes, in order
 */
record TreeDockerfile(Path path, Optional<String> upgradeCommand, List<String> given) {

  /** The one of a tree with its upgrade stopping at a target. */
  Dockerfile upgrading(Dockerfile file, Target target) {
    return target.isHeads() ? file : file.upgradingTo(target.argument(), upgradeCommand);
  }

  /** As it stands in a tree. */
  Dockerfile source(ProjectTree tree) {
    return Dockerfile.read(tree.project().resolve(path));
  }

  /**
   * The one to build of a tree.
   *
   * @throws Failure if its command upgrades with other arguments than were given
   */
  Dockerfile built(ProjectTree tree) {
    return checked(tree).built(label(), upgradeCommand);
  }

  /** Its build, stopped where it upgrades; fails as {@link #built} does. */
  StoppedBuild stopped(ProjectTree tree) {
    return new StoppedBuild(checked(tree), upgradeCommand);
  }

  private Dockerfile checked(ProjectTree tree) {
    Dockerfile source = source(tree);
    checkSection(source, tree);
    checkXArguments(source);
    return source;
  }

  /** The image's own command upgrades: that has to name the section. */
  private void checkSection(Dockerfile source, ProjectTree tree) {
    if (tree.isNamed() && upgradeCommand.isEmpty() && !source.text().contains(tree.section())) {
      throw new Failure(
          "--alembic-name is " + tree.section() + ", and " + path + " does not name it",
          "Its build runs the migrations: have it say `alembic --name "
              + tree.section()
              + " upgrade head`, name its command with --upgrade-command, or pass --engine local.");
    }
  }

  /** What its own command has, where nothing was given. */
  List<String> xArguments(ProjectTree tree) {
    return given.isEmpty() ? source(tree).xArguments(upgradeCommand).orElse(List.of()) : given;
  }

  /** What was given has to be what the image's own command has: its database is made by that. */
  private void checkXArguments(Dockerfile source) {
    if (given.isEmpty()) {
      return;
    }
    String words = words(given);
    source
        .xArguments(upgradeCommand)
        .filter(own -> !own.equals(given))
        .ifPresent(
            own -> {
              throw new Failure(
                  words
                      + " is given, and "
                      + path
                      + " upgrades with "
                      + (own.isEmpty() ? "no -x" : words(own)),
                  "Its build runs the migrations: have it say `alembic "
                      + words
                      + " upgrade head`, or pass --engine local.");
            });
  }

  private static String words(List<String> arguments) {
    return "-x " + String.join(" -x ", arguments);
  }

  /** No two builds are taken for the same by Docker. */
  static String label() {
    return UUID.randomUUID().toString();
  }
}
