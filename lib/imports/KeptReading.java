package imports;

import config.AlembicConfig;
import config.ConfigFolders;
import git.Folders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import source.FileReading;

/**
 * Which files of the version locations code that stays may read without naming them: it lists a
 * folder, or puts a name together. Where in doubt it may.
 */
public final class KeptReading {
  private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

  private final KeptCode code;
  private final List<FileReading> readings = new ArrayList<>();
  private final Set<String> fileNames = new HashSet<>();
  private final List<String> locations;
  private final boolean lists;

  private KeptReading(KeptCode code, AlembicConfig config, Set<String> imported) {
    this.code = code;
    this.locations = config.versionLocations();
    code.paths().stream()
        .filter(path -> Folders.hold(locations, true, path))
        .forEach(path -> fileNames.add(name(path)));
    Set<String> paths = new TreeSet<>(imported);
    code.all().stream().filter(code::isBeside).forEach(paths::add);
    for (String path : paths) {
      code.read(path).map(bytes -> FileReading.of(path, bytes)).ifPresent(readings::add);
    }
    this.lists = readings.stream().anyMatch(reading -> !reading.listings().isEmpty());
  }

  /** Reads all code that runs with migrations, and what lies beside the revisions or env.py. */
  public static KeptReading of(KeptCode code, AlembicConfig config) {
    return new KeptReading(code, config, code.imported());
  }

  /** Reads what lies beside the revisions or env.py. */
  public static KeptReading beside(KeptCode code, AlembicConfig config) {
    return new KeptReading(code, config, Set.of());
  }

  /** Why a file may be read, in words that say what kept code does; empty if it is not. */
  public Optional<String> reason(String file) {
    return readings.stream().flatMap(reading -> reason(reading, file).stream()).findFirst();
  }

  /** The call that lists a folder, which is that of a file unless the code names another one. */
  public Optional<String> listing(String file) {
    Set<String> folders = new HashSet<>();
    code.paths().forEach(path -> folders.add(name(Folders.parent(path))));
    folders.removeAll(folders(file));
    return readings.stream()
        .filter(reading -> parts(reading).noneMatch(folders::contains))
        .flatMap(reading -> listing(reading, file).stream())
        .findFirst();
  }

  private Optional<String> reason(FileReading reading, String file) {
    Optional<String> listed = listing(reading, file);
    if (listed.isPresent()) {
      return listed;
    }
    if (code.isBeside(reading.path()) && computes(reading, file)) {
      return Optional.of(reading.path() + " puts names of files together");
    }
    return isMeant(reading, file) && (lists || !namesOneOf(reading, file))
        ? Optional.of(reading.path() + " names the folder " + Folders.parent(file))
        : Optional.empty();
  }

  private Optional<String> listing(FileReading reading, String file) {
    if (!code.isBeside(reading.path()) && !isMeant(reading, file)) {
      return Optional.empty();
    }
    String name = name(file);
    return reading.listings().stream()
        .filter(listing -> listing.finds(name))
        .findFirst()
        .map(listing -> reading.path() + ", line " + listing.line() + ", lists a folder");
  }

  /** A text that ends as the file's name does, and is no name of a file: the rest is computed. */
  private boolean computes(FileReading reading, String file) {
    String name = name(file);
    String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
    return !ending.isEmpty()
        && reading.texts().stream()
            .filter(text -> text.endsWith(ending))
            .anyMatch(text -> !fileNames.contains(name(text)));
  }

  /** Whether a text names the file's folder, or one above it up to the version location. */
  private boolean isMeant(FileReading reading, String file) {
    Set<String> folders = folders(file);
    return parts(reading).anyMatch(folders::contains);
  }

  /** The parts of texts that may be paths or names of packages, but name no file. */
  private Stream<String> parts(FileReading reading) {
    return reading.texts().stream()
        .filter(text -> !fileNames.contains(name(text)))
        .flatMap(
            text -> Arrays.stream(text.split(PACKAGE.matcher(text).matches() ? "\\." : "[/\\\\]")));
  }

  private Set<String> folders(String file) {
    Set<String> folders = new HashSet<>();
    String folder = Folders.parent(file);
    while (!folder.isEmpty()) {
      folders.add(folder.substring(folder.lastIndexOf('/') + 1));
      if (locations.contains(folder)) {
        break;
      }
      folder = Folders.parent(folder);
    }
    return folders;
  }

  private boolean namesOneOf(FileReading reading, String file) {
    String folder = Folders.parent(file);
    return reading.texts().stream()
        .anyMatch(text -> code.paths().contains(ConfigFolders.join(folder, text)));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
