package url;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Connections by name: libpq's {@code pg_service.conf}. */
final class ServiceFile {
  /** Where systems put the one of all users, if PGSYSCONFDIR does not say. */
  private static final List<String> OF_ALL_USERS =
      List.of("/etc/postgresql-common", "/etc/sysconfig/pgsql", "/etc");

  private final Map<String, String> variables;

  /**
   * @param variables the environment's
   */
  ServiceFile(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * What it says of a service, by libpq's names: the user's file, else that of all users.
   *
   * @throws Failure if no file has it, or a line of it cannot be read
   */
  Map<String, String> read(String service) {
    List<Path> files = files();
    return files.stream()
        .flatMap(file -> read(file, service).stream())
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "there is no service '" + service + "'",
                    files.isEmpty()
                        ? "No pg_service.conf was found; name one in PGSERVICEFILE."
                        : "Looked for in " + files + "; PGSERVICEFILE names another file."));
  }

  private List<Path> files() {
    Path ofUser =
        given("PGSERVICEFILE")
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(given("HOME").orElse(System.getProperty("user.home")))
                        .resolve(".pg_service.conf"));
    Stream<String> folders =
        given("PGSYSCONFDIR").map(Stream::of).orElseGet(() -> OF_ALL_USERS.stream());
    return Stream.concat(
            Stream.of(ofUser), folders.map(folder -> Path.of(folder, "pg_service.conf")))
        .filter(Files::isRegularFile)
        .toList();
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isEmpty());
  }

  private static Optional<Map<String, String>> read(Path file, String service) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new Failure(
          "the service file " + file + " cannot be read", "It has to be text.", unreadable);
    }
    Optional<Map<String, String>> found = Optional.empty();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[") && found.isPresent()) {
        return found;
      }
      if (line.equals("[" + service + "]")) {
        found = Optional.of(new LinkedHashMap<>());
      } else if (found.isPresent() && !line.isEmpty() && !line.startsWith("#")) {
        String[] parts = line.split("=", 2);
        if (parts.length < 2 || parts[0].equals("service")) {
          throw new Failure(
              file + ", line " + (i + 1) + ": this is no parameter of a connection",
              "Lines of a service are NAME=VALUE, and name no other service.");
        }
        found.get().putIfAbsent(parts[0].strip(), parts[1].strip());
      }
    }
    return found;
  }
}
