import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Both scripts with their libraries, compiled for Java 17, in one jar that runs anywhere. The same
 * sources and the same compiler make the same bytes.
 *
 * @param root the project's top folder
 * @param files its Java files
 */
record ToolJar(Path root, List<SourceFile> files) {
  static final String NAME = "alembic_squash.jar";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final List<String> SCRIPTS = List.of("alembic_squash.java", "dump_baseline.java");
  private static final Pattern VERSION = Pattern.compile("version = \"alembic_squash (\\S+)\"");

  /** What is the library's own in META-INF: a manifest and signatures of the jar that it was in. */
  private static final Predicate<String> OF_ITS_JAR =
      Pattern.compile(
              "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|.*\\.(SF|RSA|DSA|EC))|.*module-info\\.class")
          .asMatchPredicate();

  /** Texts that several libraries have, each of its own. */
  private static final Predicate<String> LEGAL =
      Pattern.compile(
              "(META-INF/)?(LICENSE|NOTICE|DEPENDENCIES|about)[^/]*", Pattern.CASE_INSENSITIVE)
          .asMatchPredicate();

  private static final String SERVICES = "META-INF/services/";

  /** The version that {@code --version} tells. */
  String version() {
    Matcher found = VERSION.matcher(script().text());
    if (!found.find()) {
      throw new IllegalStateException(script().path() + " has no version");
    }
    return found.group(1);
  }

  /** The options that Java is run with, as the scripts ask JBang for. */
  List<String> javaOptions() {
    return script().directives("RUNTIME_OPTIONS").stream()
        .map(SourceFile.Directive::value)
        .toList();
  }

  /** The libraries, as jars of the local Maven repository. */
  List<Path> libraries() {
    String scripts = SCRIPTS.stream().map(name -> root.resolve(name).toString()).toList().get(0);
    String told =
        Commands.output(
            root, root.resolve("jbang").toString(), "info", "classpath", "--deps-only", scripts);
    return Stream.of(told.strip().split(java.io.File.pathSeparator, -1))
        .map(Path::of)
        .sorted()
        .distinct()
        .toList();
  }

  /** The jar. */
  byte[] bytes() {
    Zip jar = new Zip();
    List<Path> libraries = libraries();
    try {
      for (Path library : libraries) {
        add(jar, library);
      }
      compile(jar, libraries);
      for (SourceFile file : sources()) {
        for (SourceFile.Directive resource : file.directives("FILES")) {
          String[] names = resource.value().split("=", 2);
          Path from = root.resolve(file.beside(names[names.length - 1]));
          jar.put(names[0], Files.readAllBytes(from));
        }
      }
      jar.put("META-INF/LICENSE", Files.readAllBytes(root.resolve("LICENSE")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    jar.put(MANIFEST, manifest());
    return jar.bytes(MANIFEST);
  }

  /** Lines of a manifest have 72 bytes at most; these stay below. */
  private String manifest() {
    String lines =
        String.join(
            "\n",
            "Manifest-Version: 1.0",
            "Main-Class: alembic_squash",
            "Multi-Release: true",
            "Enable-Native-Access: ALL-UNNAMED",
            "Implementation-Title: alembic_squash",
            "Implementation-Version: " + version(),
            "JBang-Java-Options: " + String.join(" ", javaOptions()));
    StringBuilder text = new StringBuilder();
    for (String line : lines.split("\n", -1)) {
      String rest = line;
      while (rest.length() > 70) {
        text.append(rest, 0, 70).append("\r\n ");
        rest = rest.substring(70);
      }
      text.append(rest).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private void add(Zip jar, Path library) throws IOException {
    String name = library.getFileName().toString().replaceFirst("\\.jar$", "");
    try (JarFile file = new JarFile(library.toFile())) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (entry.isDirectory() || OF_ITS_JAR.test(entry.getName())) {
          continue;
        }
        byte[] content = file.getInputStream(entry).readAllBytes();
        if (LEGAL.test(entry.getName())) {
          String plain = entry.getName().replaceFirst("^META-INF/", "");
          jar.put("META-INF/licenses/" + name + "/" + plain, content);
        } else if (entry.getName().startsWith(SERVICES)) {
          jar.append(entry.getName(), content);
        } else {
          jar.put(entry.getName(), content);
        }
      }
    }
  }

  private void compile(Zip jar, List<Path> libraries) throws IOException {
    Path folder = Files.createTempDirectory("alembic_squash-jar-");
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
      command.addAll(List.of("-nowarn", "-proc:none", "--release", "17", "-encoding", "UTF-8"));
      command.add("-cp");
      command.add(
          String.join(java.io.File.pathSeparator, libraries.stream().map(Path::toString).toList()));
      command.addAll(List.of("-d", folder.toString()));
      sources().forEach(file -> command.add(file.path().toString()));
      Commands.output(root, command.toArray(String[]::new));
      for (Path path : Commands.tree(folder)) {
        if (Files.isRegularFile(path)) {
          String name = folder.relativize(path).toString().replace('\\', '/');
          jar.put(name, Files.readAllBytes(path));
        }
      }
    } finally {
      Commands.delete(folder);
    }
  }

  private List<SourceFile> sources() {
    Set<String> scripts = Set.copyOf(SCRIPTS);
    return files.stream()
        .filter(file -> file.path().startsWith("lib") || scripts.contains(file.path().toString()))
        .toList();
  }

  private SourceFile script() {
    return files.stream()
        .filter(file -> file.path().toString().equals(SCRIPTS.get(0)))
        .findFirst()
        .orElseThrow();
  }
}
