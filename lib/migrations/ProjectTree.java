package migrations;

import java.nio.file.Path;
import java.util.Map;

/**
 * The files of a project at some state: the work tree itself, or a copy of another commit.
 *
 * @param root the folder that stands for the repository's top level
 * @param projectFolder the project's folder relative to it, empty for the top level
 * @param configPath Alembic's configuration file relative to it
 * @param section the section of that file, as {@code alembic --name} has it
 * @param startFolder the folder relative to it that a command of Alembic's is typed in
 * @param origin the work tree that it is a state of; an installation of the project may point there
 * @param variables of the environment that its commands are given besides those of all
 */
public record ProjectTree(
    Path root,
    String projectFolder,
    String configPath,
    String section,
    String startFolder,
    Path origin,
    Map<String, String> variables) {
  /** The section that Alembic reads where it is told nothing. */
  private static final String USUAL = "alembic";

  /** Keeps a copy. */
  public ProjectTree {
    variables = Map.copyOf(variables);
  }

  /** One without variables of its own. */
  public ProjectTree(
      Path root,
      String projectFolder,
      String configPath,
      String section,
      String startFolder,
      Path origin) {
    this(root, projectFolder, configPath, section, startFolder, origin, Map.of());
  }

  /** One whose configuration is in the usual section, and in the folder to start in. */
  public ProjectTree(Path root, String projectFolder, String configPath, Path origin) {
    this(root, projectFolder, configPath, USUAL, folder(configPath), origin);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The same files with these variables. */
  public ProjectTree with(Map<String, String> own) {
    return new ProjectTree(root, projectFolder, configPath, section, startFolder, origin, own);
  }

  /** Whether Alembic has to be told the section. */
  public boolean isNamed() {
    return !section.equals(USUAL);
  }

  /** The project's folder: where its Dockerfile's build context is. */
  public Path project() {
    return root.resolve(projectFolder).normalize();
  }

  /** Alembic's configuration file. */
  public Path config() {
    return root.resolve(configPath).normalize();
  }

  /** The folder that a command of Alembic's is typed in. */
  public Path workingFolder() {
    return root.resolve(startFolder).normalize();
  }
}
