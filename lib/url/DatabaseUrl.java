package url;

import console.Failure;
import console.SimilarNames;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postgres.ConnectionOptions;
import postgres.ConnectionParameters;
import postgres.LibpqParameter;
import postgres.UrlParts;

/**
 * How a database that exists is named: by a URL as libpq and SQLAlchemy write it, or by the name of
 * a service. What is left out comes from the service's file and then from libpq's environment
 * variables, as in libpq; a host that nobody names is localhost. All that is said counts, or is
 * refused. Sentences never have what was typed, which may hold a password.
 */
public final class DatabaseUrl {
  private static final String SERVICE = "service";
  private static final String SERVICE_PREFIX = "service=";

  /** What says where a database is and as whom to enter it, with libpq's variables. */
  private static final Map<String, String> COORDINATES =
      Map.of(
          "host", "PGHOST",
          "port", "PGPORT",
          "user", "PGUSER",
          "password", "PGPASSWORD",
          "dbname", "PGDATABASE");

  /** A file that JDBC finds as libpq does, texts that are UTF-8 anyway, and the host's address. */
  private static final Set<LibpqParameter> NOT_FROM_VARIABLES =
      Set.of(LibpqParameter.PASSFILE, LibpqParameter.CLIENT_ENCODING, LibpqParameter.HOSTADDR);

  private static final int SHORTEST_TOLD = 4;
  private static final String EXAMPLE = "Write it as postgresql://user@host:5432/database.";

  private final Map<String, String> variables;

  /**
   * @param variables the environment's
   */
  public DatabaseUrl(Map<String, String> variables) {
    this.variables = variables;
  }

  /** With this process' environment. */
  public static DatabaseUrl here() {
    return new DatabaseUrl(System.getenv());
  }

  /**
   * Reads a name.
   *
   * @param text a URL, or {@code service=NAME}
   * @param what what it is, for sentences: {@code the first URL}
   * @throws Failure if it is none, or says what cannot be followed
   */
  public ConnectionParameters read(String text, String what) {
    if (text.startsWith(SERVICE_PREFIX)) {
      return place(Map.of(SERVICE, text.substring(SERVICE_PREFIX.length())), what);
    }
    UrlParts url =
        UrlParts.of(text)
            .orElseThrow(
                () -> Failure.usage(what + " is not the URL of a PostgreSQL database", EXAMPLE));
    return place(url.said(), what);
  }

  /** The database that libpq's variables name; empty if they name none. */
  public Optional<ConnectionParameters> ofVariables() {
    boolean isNamed =
        Stream.of("PGSERVICE", "PGHOST", "PGDATABASE").anyMatch(name -> variable(name).isPresent());
    return isNamed
        ? Optional.of(place(Map.of(), "what the variables PGHOST, PGDATABASE and so on name"))
        : Optional.empty();
  }

  private ConnectionParameters place(Map<String, String> said, String what) {
    checkKnown(said, what);
    Map<String, String> all = new LinkedHashMap<>(said);
    all.values().removeIf(String::isEmpty);
    Optional.ofNullable(all.remove(SERVICE))
        .or(() -> variable("PGSERVICE"))
        .ifPresent(service -> ofService(service).forEach(all::putIfAbsent));
    COORDINATES.forEach(
        (name, variable) -> variable(variable).ifPresent(value -> all.putIfAbsent(name, value)));
    String host = host(all, what);
    String user =
        Optional.ofNullable(all.get("user"))
            .orElseThrow(() -> Failure.usage(what + " names no user", EXAMPLE));
    return new ConnectionParameters(
        host,
        Optional.ofNullable(all.get("port"))
            .map(port -> UrlParts.port(port, what))
            .orElse(ConnectionParameters.USUAL_PORT),
        user,
        all.getOrDefault("password", ""),
        all.getOrDefault("dbname", user),
        options(all, what));
  }

  private Map<String, String> ofService(String service) {
    Map<String, String> said = new ServiceFile(variables).read(service);
    checkKnown(said, "the service '" + service + "'");
    return said;
  }

  private static void checkKnown(Map<String, String> said, String what) {
    for (String name : said.keySet()) {
      if (!isKnown(name)) {
        throw unknown(name, what);
      }
    }
  }

  private static boolean isKnown(String name) {
    return name.equals(SERVICE)
        || COORDINATES.containsKey(name)
        || LibpqParameter.called(name).isPresent();
  }

  /** An address alone is a host's name as well. */
  private String host(Map<String, String> all, String what) {
    if (!all.containsKey("host")) {
      Optional.ofNullable(all.remove(LibpqParameter.HOSTADDR.keyword()))
          .or(() -> variable("PGHOSTADDR"))
          .ifPresent(address -> all.put("host", address));
    }
    String host = all.getOrDefault("host", "localhost");
    if (host.contains(",") || all.getOrDefault("port", "").contains(",")) {
      throw Failure.usage(what + " names several hosts", "Name the one that is to be read.");
    }
    if (host.startsWith("/") || host.startsWith("@")) {
      throw Failure.usage(
          what + " names a socket, and the server has to be entered over TCP",
          "Name the host, as postgresql://user@localhost/database.");
    }
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private ConnectionOptions options(Map<String, String> all, String what) {
    Map<LibpqParameter, String> options = new EnumMap<>(LibpqParameter.class);
    for (Map.Entry<String, String> one : all.entrySet()) {
      if (!COORDINATES.containsKey(one.getKey()) && !isUsualEncoding(one)) {
        LibpqParameter parameter = LibpqParameter.called(one.getKey()).orElseThrow();
        check(parameter, what + " has the parameter " + parameter.keyword());
        options.put(parameter, one.getValue());
      }
    }
    for (LibpqParameter parameter : LibpqParameter.values()) {
      if (!options.containsKey(parameter) && !NOT_FROM_VARIABLES.contains(parameter)) {
        parameter
            .variable()
            .flatMap(this::variable)
            .ifPresent(
                value -> {
                  check(parameter, "the variable " + parameter.variable().get() + " is set");
                  options.put(parameter, value);
                });
      }
    }
    return new ConnectionOptions(options);
  }

  /** What SQLAlchemy's URLs often have, and texts are read in anyway. */
  private static boolean isUsualEncoding(Map.Entry<String, String> said) {
    return said.getKey().equals(LibpqParameter.CLIENT_ENCODING.keyword())
        && said.getValue().matches("(?i)utf-?8|auto");
  }

  private static void check(LibpqParameter parameter, String problem) {
    parameter
        .refusal()
        .ifPresent(
            why -> {
              throw Failure.usage(
                  problem + ", which cannot be followed: " + why,
                  "It is refused rather than left out in silence.");
            });
  }

  /** Its name is told if a known one is like it: else it may be a piece of a password. */
  private static Failure unknown(String name, String what) {
    List<String> known =
        Stream.concat(
                COORDINATES.keySet().stream(),
                Stream.of(LibpqParameter.values())
                    .filter(parameter -> parameter.refusal().isEmpty())
                    .map(LibpqParameter::keyword))
            .sorted()
            .toList();
    List<String> near =
        name.length() < SHORTEST_TOLD ? List.of() : SimilarNames.nearest(name, known);
    return Failure.usage(
        what + " has a parameter that libpq does not know" + (near.isEmpty() ? "" : ": " + name),
        near.isEmpty()
            ? "Those that it may have: "
                + known.stream().collect(Collectors.joining(", "))
                + "; '?', '&' and '@' of a password are %3F, %26 and %40."
            : "Did you mean " + String.join(", or ", near) + "?");
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
