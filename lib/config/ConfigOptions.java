package config;

import console.Failure;
import git.Folders;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a configuration: those of an ini file's section first, {@code [alembic]} where no
 * other was named, then those of the pyproject.toml in the same folder (Alembic's {@code
 * Config.get_alembic_option}).
 */
final class ConfigOptions {
  static final String PYPROJECT = "pyproject.toml";

  /** Stands for the repository's root in {@code %(here)s}; no file's name has such a character. */
  static final String ROOT = "/\uE000";

  private final String path;
  private final String section;
  private final String folder;
  private final Optional<IniFile> ini;
  private final TomlSection toml;

  private ConfigOptions(
      ConfigSection source, String folder, Optional<IniFile> ini, TomlSection toml) {
    this.path = source.file();
    this.section = source.name();
    this.folder = folder;
    this.ini = ini;
    this.toml = toml;
  }

  static ConfigOptions read(SourceTree tree, ConfigSection source) {
    String path = source.file();
    String folder = Folders.parent(path);
    boolean isToml = path.substring(path.lastIndexOf('/') + 1).equals(PYPROJECT);
    String iniPath = isToml ? ConfigFolders.join(folder, "alembic.ini") : path;
    String tomlPath = isToml ? path : ConfigFolders.join(folder, PYPROJECT);
    String here = folder.isEmpty() ? ROOT : ROOT + "/" + folder;
    Optional<IniFile> ini =
        text(tree, iniPath).map(text -> IniFile.parse(iniPath, text, Map.of("here", here)));
    TomlSection toml =
        text(tree, tomlPath)
            .map(text -> TomlSection.parse(tomlPath, text, here))
            .orElseGet(() -> TomlSection.absent(tomlPath));
    if (tree.read(path).isEmpty()) {
      throw new Failure(
          "there is no " + path + " in " + tree.describe(),
          "Name the file with --alembic-ini-path.");
    }
    return new ConfigOptions(source, folder, ini, toml);
  }

  /** The folder of the configuration. */
  String folder() {
    return folder;
  }

  /** The sections of the ini file that have an option themselves. */
  List<String> sectionsWith(String option) {
    return ini.map(file -> file.sectionsWith(option)).orElse(List.of());
  }

  Optional<String> text(String option) {
    Optional<String> fromIni = fromIni(option);
    return fromIni.isPresent() ? fromIni : toml.text(option);
  }

  /** In an ini file only the word {@code true} is true. */
  boolean flag(String option) {
    return fromIni(option).map("true"::equals).orElseGet(() -> toml.flag(option));
  }

  List<String> versionLocations() {
    return locations(
        "version_locations", ", *| +", List.of("path_separator", "version_path_separator"));
  }

  List<String> prependSysPath() {
    return locations("prepend_sys_path", ", *| +|:", List.of("path_separator"));
  }

  /**
   * @param legacy what separates folders where the file does not say
   * @param separators the options that say it, the first one that is there wins
   */
  private List<String> locations(String option, String legacy, List<String> separators) {
    String value = fromIni(option).orElse("");
    if (value.isEmpty()) {
      return toml.texts(option);
    }
    Optional<String> named =
        separators.stream().filter(name -> fromIni(name).isPresent()).findFirst();
    List<String> parts =
        named.isEmpty()
            ? List.of(value.split(legacy, -1))
            : Arrays.stream(value.split(separator(named.get()), -1))
                .filter(part -> !part.isEmpty())
                .map(IniFile::strip)
                .toList();
    return parts.stream().filter(part -> !part.isEmpty()).toList();
  }

  private String separator(String option) {
    String value = fromIni(option).orElse("");
    return switch (value) {
      case "space" -> " ";
      case "newline" -> "\n";
      case "os" -> java.io.File.pathSeparator;
      case ":" -> ":";
      case ";" -> ";";
      default ->
          throw new Failure(
              path + ": " + option + " is '" + value + "'",
              "Alembic knows 'space', 'newline', 'os', ':' and ';'.");
    };
  }

  private Optional<String> fromIni(String option) {
    return ini.flatMap(file -> file.get(section, option));
  }

  private static Optional<String> text(SourceTree tree, String path) {
    return tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
