package packaging;

import config.TomlFile;
import git.SourceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** A pyproject.toml (setuptools' manual, "Configuring setuptools using pyproject.toml files"). */
final class Pyproject {
  static final String NAME = "pyproject.toml";

  /** What lies beside it where uv has locked what it needs. */
  static final String UV_LOCK = "uv.lock";

  private static final List<String> SETUPTOOLS = List.of("tool", "setuptools");
  private static final String HEADER = "[tool.setuptools.package-data]";
  private static final Pattern ONE_LINE = Pattern.compile("(.*\\[.*?)(,?\\s*)(\\]\\s*(?:#.*)?)");

  private final String text;
  private final TomlParseResult toml;

  /**
   * @param path what to call it in failures
   */
  Pyproject(String path, String text) {
    this.text = text;
    this.toml = TomlFile.parse(path, text);
  }

  /**
   * Whether it describes a package: many only configure tools, or list what an application needs
   * (uv's manual, "Build systems"; Poetry's, "package-mode").
   *
   * @param isUvs whether uv has locked it: to uv, what has no build system is no package
   */
  boolean isSetup(boolean isUvs) {
    if (isFalse("tool.uv.package") || isFalse("tool.poetry.package-mode")) {
      return false;
    }
    boolean isBuilt =
        !isUvs || toml.contains("tool.setuptools") || toml.contains("tool.uv.package");
    return toml.contains("build-system")
        || toml.contains("tool.poetry")
        || table("packages").isPresent()
        || (isBuilt && toml.contains("project"));
  }

  private boolean isFalse(String key) {
    return Boolean.FALSE.equals(toml.get(key));
  }

  /** Whether it says which packages there are, or leaves it to setuptools to find them. */
  boolean namesPackages() {
    return toml.contains("project") || value("packages").isPresent();
  }

  /** Whether it says which data packages have. */
  boolean namesData() {
    return table("package-data").isPresent();
  }

  /** The module that builds; empty for setuptools. */
  Optional<String> backend() {
    return Optional.ofNullable(toml.getString("build-system.build-backend"));
  }

  /** Whether the build needs a library, such as setuptools_scm. */
  boolean requires(String library) {
    TomlArray requires = toml.getArray("build-system.requires");
    return requires != null
        && texts(requires).stream()
            .anyMatch(text -> text.replace('-', '_').matches("(?i)" + library + "\\b.*"));
  }

  /** Whether what MANIFEST.in names goes into packages: so unless it says no. */
  boolean includesManifest() {
    return value("include-package-data").map(Boolean.TRUE::equals).orElse(true);
  }

  /** What it says, or leaves to setuptools. */
  Packages packages(SourceTree tree, String base) {
    Map<String, List<String>> data = new HashMap<>();
    table("package-data")
        .ifPresent(
            table ->
                table
                    .keySet()
                    .forEach(
                        name -> {
                          if (table.get(List.of(name)) instanceof TomlArray patterns) {
                            data.put(name, texts(patterns));
                          }
                        }));
    return new Packages(rule(), sourceFolder(tree, base), data);
  }

  private Packages.Rule rule() {
    Optional<Object> packages = value("packages");
    if (packages.isPresent() && packages.get() instanceof TomlArray names) {
      return new Packages.Rule.Named(texts(names));
    }
    boolean namespaces =
        table("packages")
            .flatMap(table -> Optional.ofNullable(table.getBoolean("find.namespaces")))
            .orElse(true);
    return namespaces ? new Packages.Rule.Namespaces() : new Packages.Rule.Found();
  }

  private String sourceFolder(SourceTree tree, String base) {
    Optional<String> where =
        table("packages")
            .flatMap(table -> Optional.ofNullable(table.getArray("find.where")))
            .flatMap(array -> texts(array).stream().findFirst());
    Optional<String> root =
        table("package-dir").flatMap(table -> Optional.ofNullable(table.getString(List.of(""))));
    boolean src = value("packages").isEmpty() && !tree.list(base("src", base), true).isEmpty();
    return where.or(() -> root).orElse(src ? "src" : "").replaceFirst("^\\.$", "");
  }

  private static String base(String name, String base) {
    return Packages.join(base, name);
  }

  /** The text with a pattern more for a package; empty if that is no plain edit. */
  Optional<String> with(PackageFolder folder) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> lines = new ArrayList<>(List.of(text.split("\\r?\\n", -1)));
    int header = lines.stream().map(String::strip).toList().indexOf(HEADER);
    if (header < 0) {
      String before = text.isEmpty() || text.endsWith("\n") ? text : text + end;
      return namesData()
          ? Optional.empty()
          : Optional.of(before + end + HEADER + end + added(folder) + end);
    }
    for (int i = header + 1; i < lines.size() && !lines.get(i).strip().startsWith("["); i++) {
      if (isKey(lines.get(i), folder.name())) {
        Matcher array = ONE_LINE.matcher(lines.get(i));
        if (!array.matches()) {
          return Optional.empty();
        }
        boolean empty = array.group(1).stripTrailing().endsWith("[");
        String item = (empty ? "" : ", ") + "\"" + folder.pattern() + "\"";
        lines.set(i, array.group(1) + item + array.group(3));
        return Optional.of(String.join(end, lines));
      }
    }
    lines.add(header + 1, added(folder));
    return Optional.of(String.join(end, lines));
  }

  private static boolean isKey(String line, String name) {
    String key = line.contains("=") ? line.substring(0, line.indexOf('=')).strip() : "";
    return key.equals(name) || key.equals("\"" + name + "\"") || key.equals("'" + name + "'");
  }

  /** What is added where nothing is said of the package yet. */
  static String added(PackageFolder folder) {
    return "\"" + folder.name() + "\" = [\"" + folder.pattern() + "\"]";
  }

  private Optional<TomlTable> table(String name) {
    return value(name).filter(TomlTable.class::isInstance).map(TomlTable.class::cast);
  }

  private Optional<Object> value(String name) {
    return toml.get(SETUPTOOLS) instanceof TomlTable setuptools
        ? Optional.ofNullable(setuptools.get(List.of(name)))
        : Optional.empty();
  }

  private static List<String> texts(TomlArray array) {
    return array.toList().stream().map(String::valueOf).toList();
  }
}
