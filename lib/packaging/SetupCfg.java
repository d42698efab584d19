package packaging;

import config.IniFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A setup.cfg (setuptools' manual, "Configuring setuptools using setup.cfg files"). */
final class SetupCfg {
  static final String NAME = "setup.cfg";

  private static final String OPTIONS = "options";
  private static final String DATA = "options.package_data";
  private static final Pattern KEY = Pattern.compile("\\s*[=:].*");

  private final String text;
  private final IniFile ini;

  /**
   * @param path what to call it in failures
   */
  SetupCfg(String path, String text) {
    this.text = text;
    this.ini = IniFile.parse(path, text, Map.of());
  }

  /** Whether it says which packages there are. */
  boolean namesPackages() {
    return ini.raw(OPTIONS, "packages").isPresent();
  }

  /** Whether it configures setuptools at all: many only configure linters. */
  boolean isSetup() {
    return ini.hasSection(OPTIONS) || ini.hasSection("metadata");
  }

  /** Whether what MANIFEST.in names goes into packages. */
  boolean includesManifest() {
    return ini.raw(OPTIONS, "include_package_data")
        .filter(value -> value.strip().equalsIgnoreCase("true"))
        .isPresent();
  }

  /** What it says, with the patterns of packages of these names. */
  Packages packages(List<String> names) {
    Map<String, List<String>> data = new HashMap<>();
    names.forEach(name -> ini.raw(DATA, name).ifPresent(value -> data.put(name, list(value))));
    return new Packages(rule(), sourceFolder(), data);
  }

  private Packages.Rule rule() {
    String value = ini.raw(OPTIONS, "packages").orElse("").strip();
    return switch (value.replace(" ", "")) {
      case "find:" -> new Packages.Rule.Found();
      case "find_namespace:" -> new Packages.Rule.Namespaces();
      default -> new Packages.Rule.Named(list(value));
    };
  }

  private String sourceFolder() {
    Optional<String> where = ini.raw("options.packages.find", "where");
    Stream<String> folders =
        list(ini.raw(OPTIONS, "package_dir").orElse("")).stream()
            .filter(line -> line.startsWith("="))
            .map(line -> line.substring(1).strip());
    return where.or(folders::findFirst).map(String::strip).filter(f -> !f.equals(".")).orElse("");
  }

  private static List<String> list(String value) {
    return Stream.of(value.split("[,\\n]"))
        .map(String::strip)
        .filter(item -> !item.isEmpty() && !item.startsWith("#"))
        .toList();
  }

  /** The text with a pattern more for a package. */
  String with(PackageFolder folder) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> lines = new ArrayList<>(List.of(text.split("\\r?\\n", -1)));
    int header = lines.indexOf("[" + DATA + "]");
    if (header < 0) {
      String before = text.isEmpty() || text.endsWith("\n") ? text : text + end;
      return before + end + "[" + DATA + "]" + end + added(folder) + end;
    }
    int key = key(lines, header, folder.name());
    if (key < 0) {
      lines.add(header + 1, added(folder));
      return String.join(end, lines);
    }
    int last = key;
    while (last + 1 < lines.size() && lines.get(last + 1).matches("\\s+\\S.*")) {
      last++;
    }
    if (last == key) {
      lines.set(key, lines.get(key).stripTrailing() + ", " + folder.pattern());
    } else {
      String indent = lines.get(last).replaceFirst("\\S.*", "");
      lines.add(last + 1, indent + folder.pattern());
    }
    return String.join(end, lines);
  }

  private static int key(List<String> lines, int header, String name) {
    for (int i = header + 1; i < lines.size() && !lines.get(i).startsWith("["); i++) {
      String line = lines.get(i);
      if (line.startsWith(name) && KEY.matcher(line.substring(name.length())).matches()) {
        return i;
      }
    }
    return -1;
  }

  /** What is added where nothing is said of the package yet. */
  static String added(PackageFolder folder) {
    return folder.name() + " = " + folder.pattern();
  }
}
