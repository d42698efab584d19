import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What files declare for JBang, against what is there and what their code names. JBang compiles a
 * file that nobody declares when it lies where its package says, and only then: over HTTP it fails,
 * and after an edit it is stale. So everything has to be declared.
 */
final class Declarations {
  private static final String ROOM = "package-info";
  private static final Path LIB = Path.of("lib");
  private static final Pattern EXACT = Pattern.compile("\\d[A-Za-z0-9.-]*(?<!SNAPSHOT)");
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Map<Path, SourceFile> files;
  private final Map<SourceFile, Names> names = new HashMap<>();
  private final Map<String, SourceFile> rooms;
  private final Map<SourceFile, Set<Path>> roomsNamed = new HashMap<>();
  private final Map<SourceFile, Set<Path>> neighboursNamed = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  Declarations(List<SourceFile> files) {
    this.files =
        files.stream()
            .collect(
                Collectors.toMap(SourceFile::path, Function.identity(), (a, b) -> a, TreeMap::new));
    rooms =
        this.files.values().stream()
            .filter(Declarations::isRoom)
            .collect(
                Collectors.toMap(
                    file -> file.folder().getFileName().toString(),
                    Function.identity(),
                    (a, b) -> a,
                    TreeMap::new));
  }

  /** A line a problem, with file and line. */
  List<String> problems() {
    problems.clear();
    files.values().forEach(file -> names.put(file, Names.in(file)));
    files.values().forEach(this::checkThatValuesExist);
    checkVersions();
    rooms.values().forEach(this::checkRoom);
    scripts().forEach(this::checkScript);
    checkThatAllIsReached();
    return List.copyOf(problems);
  }

  private void checkThatValuesExist(SourceFile file) {
    for (SourceFile.Directive source : file.directives("SOURCES")) {
      if (isExplicit(source, source.value()) && !files.containsKey(source.target())) {
        report(source, "there is no " + source.target());
      }
    }
    for (SourceFile.Directive resource : file.directives("FILES")) {
      String path = resource.value().substring(resource.value().indexOf('=') + 1);
      if (isExplicit(resource, path)
          && !Files.isRegularFile(file.root().resolve(file.beside(path)))) {
        report(resource, "there is no file " + file.beside(path));
      }
    }
  }

  private boolean isExplicit(SourceFile.Directive directive, String path) {
    if (GLOB.matcher(path).find() || path.endsWith("/")) {
      report(directive, path + " has to name one file: over HTTP nothing else works");
      return false;
    }
    return true;
  }

  private void checkVersions() {
    Map<String, SourceFile.Directive> first = new LinkedHashMap<>();
    for (SourceFile file : files.values()) {
      for (SourceFile.Directive library : file.directives("DEPS")) {
        String[] parts = library.value().replaceFirst("@.*", "").split(":", -1);
        if (parts.length < 3 || !EXACT.matcher(parts[2]).matches()) {
          report(library, library.value() + " needs an exact version");
          continue;
        }
        String name =
            library.value().replaceFirst(":" + Pattern.quote(parts[2]) + "(?=[:@]|$)", "");
        SourceFile.Directive other = first.putIfAbsent(name, library);
        if (other != null && !other.value().equals(library.value())) {
          String elsewhere = other.file().path() + ":" + other.line();
          report(library, library.value() + ", but " + elsewhere + " has " + other.value());
        }
      }
    }
  }

  private void checkRoom(SourceFile room) {
    String name = room.folder().getFileName().toString();
    Set<Path> needed = new TreeSet<>();
    inFolder(room.folder()).forEach(file -> needed.add(file.path()));
    needed.remove(room.path());
    Set<Path> declared = declared(room);
    for (Path path : needed) {
      if (!declared.contains(path)) {
        problems.add(room.path() + ":1: " + name + " needs //SOURCES " + from(room, path));
      }
    }
    for (SourceFile.Directive source : room.directives("SOURCES")) {
      if (files.containsKey(source.target()) && !needed.contains(source.target())) {
        report(source, source.target() + " is named by the scripts that reach it");
      }
    }
    checkOrder(room);
  }

  private void checkOrder(SourceFile room) {
    List<String> own =
        room.directives("SOURCES").stream()
            .map(SourceFile.Directive::value)
            .filter(value -> !value.contains("/"))
            .toList();
    if (!own.equals(own.stream().sorted().distinct().toList())) {
      report(room.directives("SOURCES").get(0), "the classes have to be in alphabetical order");
    }
  }

  /**
   * Whatever a script reaches has to reach all that it names, through the script. JBang follows
   * each way to a file anew: so a script names its rooms itself, and none names another.
   */
  private void checkScript(SourceFile script) {
    Set<Path> reached = reachedFrom(script);
    Set<Path> missing = new LinkedHashSet<>();
    for (Path path : reached) {
      SourceFile file = files.get(path);
      missing.addAll(roomsNamedBy(file));
      if (!isRoom(file)) {
        missing.addAll(neighboursNamedBy(file));
      }
    }
    if (script.path().equals(Path.of("test/tests.java"))) {
      inFolder(Path.of("test/tests")).forEach(test -> missing.add(test.path()));
    }
    for (SourceFile.Directive source : script.directives("SOURCES")) {
      SourceFile room = files.get(source.target());
      if (room != null && isRoom(room) && !missing.contains(room.path())) {
        report(source, "nothing that " + script.path() + " reaches uses " + room.path());
      }
    }
    missing.removeAll(reached);
    for (Path path : missing) {
      problems.add(script.path() + ":1: needs //SOURCES " + from(script, path));
    }
  }

  private void checkThatAllIsReached() {
    Set<Path> reached = new LinkedHashSet<>();
    scripts().forEach(script -> reached.addAll(reachedFrom(script)));
    for (Path path : files.keySet()) {
      if (!reached.contains(path)) {
        problems.add(path + ":1: no script reaches this file");
      }
    }
  }

  private Set<Path> reachedFrom(SourceFile script) {
    Set<Path> reached = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(script.path()));
    while (!open.isEmpty()) {
      Path path = open.remove();
      if (files.containsKey(path) && reached.add(path)) {
        open.addAll(declared(files.get(path)));
      }
    }
    return reached;
  }

  private Set<Path> declared(SourceFile file) {
    return file.directives("SOURCES").stream()
        .map(SourceFile.Directive::target)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<Path> roomsNamedBy(SourceFile file) {
    return roomsNamed.computeIfAbsent(file, this::findRoomsNamedBy);
  }

  private Set<Path> findRoomsNamedBy(SourceFile file) {
    Set<Path> named = new TreeSet<>();
    rooms.forEach(
        (room, info) -> {
          Pattern ofRoom = Pattern.compile(Pattern.quote(room) + "\\.[A-Z].*");
          boolean names =
              this.names.get(file).qualified().stream().anyMatch(ofRoom.asMatchPredicate());
          if (names && !file.folder().equals(info.folder())) {
            named.add(info.path());
          }
        });
    return named;
  }

  private Set<Path> neighboursNamedBy(SourceFile file) {
    return neighboursNamed.computeIfAbsent(file, this::findNeighboursNamedBy);
  }

  private Set<Path> findNeighboursNamedBy(SourceFile file) {
    return inFolder(file.folder()).stream()
        .filter(other -> !other.equals(file) && !isRoom(other))
        .filter(other -> names.get(file).simple().contains(other.simpleName()))
        .map(SourceFile::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isRoom(SourceFile file) {
    return file.path().startsWith(LIB) && file.simpleName().equals(ROOM);
  }

  /** Scripts start with the line that lets a shell run them. */
  private List<SourceFile> scripts() {
    return files.values().stream()
        .filter(file -> !file.lines().isEmpty() && file.lines().get(0).startsWith("///"))
        .toList();
  }

  private List<SourceFile> inFolder(Path folder) {
    return files.values().stream().filter(file -> file.folder().equals(folder)).toList();
  }

  private static String from(SourceFile file, Path path) {
    return file.root()
        .resolve(file.path())
        .getParent()
        .relativize(file.root().resolve(path))
        .toString();
  }

  private void report(SourceFile.Directive directive, String sentence) {
    problems.add(directive.file().path() + ":" + directive.line() + ": " + sentence);
  }
}
