package url;

import console.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.jdbcurlresolver.PgPassParser;
import postgres.ConnectionParameters;
import postgres.UrlParts;

/**
 * The URL of a server where we may make databases, as {@code --server-url} takes it.
 *
 * @param place what it says; the password is empty if it says none
 */
public record ServerUrl(ConnectionParameters place) {
  private static final String USUAL_DATABASE = "postgres";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String NAME = "--server-url";
  private static final Set<String> UNDERSTOOD =
      Set.of("host", "port", "user", "password", "dbname");

  /**
   * Reads it.
   *
   * @throws Failure if it is none, or says what this cannot follow
   */
  public static ServerUrl parse(String url) {
    UrlParts parts =
        UrlParts.of(url)
            .filter(said -> said.get("user").isPresent())
            .orElseThrow(
                () ->
                    Failure.usage(
                        NAME + " is not the URL of a PostgreSQL server with a user",
                        "Write it as postgresql://user@host:5432, the password in PGPASSWORD."));
    if (!UNDERSTOOD.containsAll(parts.said().keySet())) {
      throw Failure.usage(
          NAME + " has parameters that are not understood behind its '?'",
          "Only host, port, user, password and dbname are; name the server without the others.");
    }
    return new ServerUrl(new DatabaseUrl(Map.of()).read(url, NAME));
  }

  /** The URL without its password, which can be read again. */
  public String shown() {
    return "postgresql://%s@%s:%d/%s"
        .formatted(encoded(place.user()), place.host(), place.port(), encoded(place.database()));
  }

  /**
   * How to enter: with the URL's password, else the given one, else that of PGPASSWORD, else that
   * of the password file; in the URL's database, else in {@code postgres}.
   */
  public ConnectionParameters login(Optional<String> given) {
    ConnectionParameters login = place.withLogin(place.user(), password(given));
    try (Connection connection = login.open()) {
      return login.withDatabase(connection.getCatalog());
    } catch (SQLException refused) {
      return NO_SUCH_DATABASE.equals(refused.getSQLState())
          ? login.withDatabase(USUAL_DATABASE)
          : login;
    }
  }

  private String password(Optional<String> given) {
    return Optional.of(place.password())
        .filter(said -> !said.isEmpty())
        .or(() -> given)
        .or(() -> Optional.ofNullable(System.getenv("PGPASSWORD")).filter(set -> !set.isEmpty()))
        .or(this::fromPasswordFile)
        .orElse("");
  }

  /** Its lines may name the one database or the other. */
  private Optional<String> fromPasswordFile() {
    return Stream.of(place.database(), USUAL_DATABASE)
        .map(
            database ->
                PgPassParser.getPassword(
                    place.host(), String.valueOf(place.port()), database, place.user()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
