package config;

import console.Failure;
import git.Links;
import git.SourceTree;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a project configures Alembic: {@code alembic.ini} or a file like it, completed by {@code
 * [tool.alembic]} of a pyproject.toml beside it, as Alembic 1.16 and later do. Folders are relative
 * to the repository's root, the root itself being the empty string; what the file gives relative to
 * the working directory is taken relative to {@link #workingFolder}.
 *
 * @param source the file that was named, and its section
 * @param workingFolder the folder to start Alembic in: that of the file, or the next above it from
 *     which a relative script_location leads to scripts
 * @param scriptLocation the folder of env.py
 * @param versionLocations the folders of revision scripts
 * @param recursive whether folders below those count
 * @param fileTemplate how files of revisions are named
 * @param truncateSlugLength the number of characters of a message that a file's name may have
 * @param timezone the zone of dates in files' names; the system's own where empty
 * @param outputEncoding the encoding of new revision scripts
 */
public record AlembicConfig(
    ConfigSection source,
    String workingFolder,
    String scriptLocation,
    List<String> versionLocations,
    boolean recursive,
    String fileTemplate,
    int truncateSlugLength,
    Optional<String> timezone,
    String outputEncoding) {
  private static final String SCRIPT_LOCATION = "script_location";
  private static final String DEFAULT_FILE_TEMPLATE = "%(rev)s_%(slug)s";
  private static final int DEFAULT_SLUG_LENGTH = 40;

  /** Reads the usual section of a file, as {@link #read(SourceTree, ConfigSection)}. */
  public static AlembicConfig read(SourceTree tree, String configPath) {
    return read(tree, ConfigSection.of(configPath));
  }

  /**
   * Reads the configuration. An alembic.ini of Flask-Migrate's does not say where the scripts are:
   * it lies beside them.
   *
   * @throws Failure if the file is not there, is malformed, or names folders that are not
   */
  public static AlembicConfig read(SourceTree tree, ConfigSection source) {
    String configPath = source.file();
    ConfigOptions options = ConfigOptions.read(tree, source);
    Optional<String> location = options.text(SCRIPT_LOCATION);
    String workingFolder =
        location
            .flatMap(script -> ConfigFolders.workingFolder(tree, options.folder(), script))
            .orElse(options.folder());
    ConfigFolders folders =
        new ConfigFolders(tree, configPath, workingFolder, options.prependSysPath());
    String scriptFolder =
        location.map(folders::resolve).orElseGet(() -> besideScripts(tree, source, options));
    List<String> given = options.versionLocations();
    return new AlembicConfig(
        source,
        workingFolder,
        scriptFolder,
        given.isEmpty()
            ? List.of(Links.real(tree, ConfigFolders.join(scriptFolder, "versions")))
            : given.stream().map(folders::resolve).distinct().toList(),
        options.flag("recursive_version_locations"),
        options.text("file_template").orElse(DEFAULT_FILE_TEMPLATE),
        slugLength(configPath, options.text("truncate_slug_length")),
        options.text("timezone"),
        options.text("output_encoding").orElse("utf-8"));
  }

  private static String besideScripts(
      SourceTree tree, ConfigSection source, ConfigOptions options) {
    List<String> others = options.sectionsWith(SCRIPT_LOCATION);
    boolean isBeside = tree.read(ConfigFolders.join(options.folder(), "env.py")).isPresent();
    if (isBeside && others.isEmpty() && source.isUsual()) {
      return options.folder();
    }
    String where = source.isUsual() && others.isEmpty() ? "" : " in [" + source.name() + "]";
    String missing = source.file() + " has no " + SCRIPT_LOCATION + where;
    throw others.isEmpty()
        ? new Failure(missing, "Name another file with --alembic-ini-path.")
        : new Failure(
            missing + ", but in [" + String.join("] and [", others) + "]",
            "Name the section to squash with --alembic-name, as `alembic --name` does.");
  }

  /** The file that was named. */
  public String configPath() {
    return source.file();
  }

  /**
   * The zone of dates in files' names: the configured one, else the system's.
   *
   * @throws Failure if there is no zone of the configured name
   */
  public ZoneId zone() {
    return timezone.map(this::zoneNamed).orElseGet(ZoneId::systemDefault);
  }

  private ZoneId zoneNamed(String name) {
    Set<String> known = ZoneId.getAvailableZoneIds();
    for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT))) {
      if (known.contains(spelling)) {
        return ZoneId.of(spelling);
      }
    }
    throw new Failure(
        configPath() + ": there is no timezone '" + name + "'",
        "Name one of the tz database, such as Europe/Paris.");
  }

  private static int slugLength(String configPath, Optional<String> given) {
    try {
      int length = given.map(text -> Integer.parseInt(text.strip())).orElse(0);
      return length == 0 ? DEFAULT_SLUG_LENGTH : length;
    } catch (NumberFormatException notANumber) {
      throw new Failure(
          configPath + ": truncate_slug_length is '" + given.orElse("") + "', not a number",
          "Correct it; Alembic cannot read it either.",
          notANumber);
    }
  }
}
