package tests;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import process.Processes;

/**
 * Source packages from the mirrors that this machine's apt knows, checked by apt as packages are.
 * Its lists and settings are copies: nothing of the machine changes, and nobody needs to be root.
 */
final class DebianMirror {
  private static final Pattern VERSION = Pattern.compile("(?m)^Version: (\\S+)$");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\w+='(.*)'$");

  private final Path folder;
  private final List<String> options;

  /**
   * The mirrors as they are now, asked for what they have.
   *
   * @param folder an empty one, for apt's lists and what is fetched
   * @throws Failure if there is no apt, or its mirrors do not answer
   */
  DebianMirror(Path folder) throws IOException {
    this.folder = folder;
    Path sources = Files.createDirectories(folder.resolve("sources"));
    for (Map.Entry<String, String> file : configured().entrySet()) {
      Files.writeString(sources.resolve(file.getKey()), file.getValue());
    }
    options =
        List.of(
            "Dir::Etc::SourceList=/dev/null",
            "Dir::Etc::SourceParts=" + sources,
            "Dir::State::Lists="
                + Files.createDirectories(folder.resolve("lists/partial")).getParent(),
            "Dir::Cache=" + Files.createDirectories(folder.resolve("cache")),
            "APT::Sandbox::User=root");
    apt("apt-get", "--quiet", "update").check();
  }

  /** The versions of a source package; the mirrors may have lost some that they list. */
  List<String> versions(String source) {
    String listed = apt("apt-cache", "showsrc", "--only-source", source).run().output();
    return VERSION.matcher(listed).results().map(found -> found.group(1)).distinct().toList();
  }

  /**
   * Fetches the original archive of a source package.
   *
   * @throws Failure if the mirrors no longer have it
   */
  Path archive(String source, String version) throws IOException {
    apt("apt-get", "--quiet", "source", "--download-only", source + "=" + version).check();
    try (Stream<Path> fetched = Files.list(folder)) {
      return fetched
          .filter(file -> file.getFileName().toString().contains(".orig.tar."))
          .findFirst()
          .orElseThrow();
    }
  }

  private Processes.Command apt(String program, String... arguments) {
    List<String> words = new ArrayList<>(List.of(program));
    options.forEach(option -> words.addAll(List.of("-o", option)));
    words.addAll(List.of(arguments));
    return Processes.command(words).in(folder).with("LC_ALL", "C");
  }

  /** What apt is configured with, changed to ask for sources, by file name. */
  private static Map<String, String> configured() throws IOException {
    String settings =
        Processes.command(
                "apt-config",
                "shell",
                "LIST",
                "Dir::Etc::sourcelist/f",
                "PARTS",
                "Dir::Etc::sourceparts/d")
            .check()
            .output();
    Map<String, String> files = new TreeMap<>();
    List<Path> places =
        SETTING.matcher(settings).results().map(it -> Path.of(it.group(1))).toList();
    for (Path place : places.stream().filter(Files::exists).toList()) {
      try (Stream<Path> inside = Files.walk(place, 1)) {
        for (Path file : inside.filter(Files::isRegularFile).toList()) {
          askingForSources(file).ifPresent(text -> files.put(file.getFileName().toString(), text));
        }
      }
    }
    return files;
  }

  /** In both of apt's formats; files of other names apt does not read either. */
  private static Optional<String> askingForSources(Path file) throws IOException {
    String text = Files.readString(file);
    if (file.toString().endsWith(".list")) {
      return Optional.of(text.replaceAll("(?m)^deb\\s", "deb-src "));
    }
    return file.toString().endsWith(".sources")
        ? Optional.of(text.replaceAll("(?m)^Types:.*$", "Types: deb-src"))
        : Optional.empty();
  }
}
