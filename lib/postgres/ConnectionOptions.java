package postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How a server is to be entered, besides where it is and as whom: by TLS, checked against which
 * certificate, and so on.
 *
 * @param values what was said of each parameter; none that is refused is among them
 * @param socket the Unix socket by which this process and programs that it starts come in, wherever
 *     the server is for others; empty to come in as they do
 */
public record ConnectionOptions(Map<LibpqParameter, String> values, Optional<Path> socket) {
  /** Nothing was said. */
  public static final ConnectionOptions NONE = new ConnectionOptions(Map.of());

  /** Without a socket. */
  public ConnectionOptions(Map<LibpqParameter, String> values) {
    this(values, Optional.empty());
  }

  /** By this socket alone. */
  static ConnectionOptions by(Path socket) {
    return new ConnectionOptions(Map.of(), Optional.of(socket));
  }

  /** Keeps a copy. */
  public ConnectionOptions {
    Map<LibpqParameter, String> copy = new EnumMap<>(LibpqParameter.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** What JDBC is told, in place of what it was told before. */
  void tell(Properties jdbc) {
    values.forEach(
        (parameter, value) ->
            parameter.property().ifPresent(name -> jdbc.setProperty(name, value)));
    socket.ifPresent(path -> UnixSocket.Factory.tell(jdbc, path));
  }

  /** What was said of one. */
  boolean has(LibpqParameter parameter) {
    return values.containsKey(parameter);
  }

  /** As environment variables of libpq's programs. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    values.forEach(
        (parameter, value) ->
            parameter.variable().ifPresent(variable -> variables.put(variable, value)));
    return variables;
  }

  /** As {@link #environment}, for programs that this process starts. */
  Map<String, String> ownEnvironment() {
    Map<String, String> variables = environment();
    socket.ifPresent(path -> variables.put("PGHOST", path.getParent().toString()));
    return variables;
  }

  /** What has no variable, as the rest of the command line of such a program; nothing secret. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    values.forEach(
        (parameter, value) -> {
          if (parameter.variable().isEmpty()) {
            words.add(parameter.keyword() + "='" + escaped(value) + "'");
          }
        });
    return words.isEmpty() ? List.of() : List.of("--dbname=" + String.join(" ", words));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'");
  }
}
