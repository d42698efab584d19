package database;

import console.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a database is and as whom to enter it. Never prints its password.
 *
 * @param host name or address
 * @param port TCP port
 * @param user role to log in as
 * @param password that role's password; empty where the server asks for none
 * @param database name of the database
 */
public record Coordinates(String host, int port, String user, String password, String database) {
  private static final int USUAL_PORT = 5432;
  private static final String CONNECT_SECONDS = "10";

  /**
   * Reads a URL as SQLAlchemy and libpq write them, {@code
   * postgresql+driver://user:password@host:port/database}. What is left out is localhost, 5432 and
   * the user's name.
   *
   * @return empty where the text is no PostgreSQL URL with a user
   */
  public static Optional<Coordinates> parse(String url) {
    if (!url.matches("postgres(ql)?(\\+\\w+)?://.*")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI("postgresql" + url.substring(url.indexOf("://")));
      String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
      int at = authority.lastIndexOf('@');
      String[] login = authority.substring(0, Math.max(at, 0)).split(":", 2);
      String[] place = authority.substring(at + 1).split(":(?=\\d*$)", 2);
      String user = decoded(login[0]);
      if (user.isEmpty()) {
        return Optional.empty();
      }
      String path = Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("^/", "");
      return Optional.of(
          new Coordinates(
              place[0].isEmpty() ? "localhost" : place[0],
              place.length > 1 && !place[1].isEmpty() ? Integer.parseInt(place[1]) : USUAL_PORT,
              user,
              login.length > 1 ? decoded(login[1]) : "",
              path.isEmpty() ? user : decoded(path)));
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }

  /** Role, password and database of one name, on the usual port of this machine. */
  static Coordinates usual(String name) {
    return new Coordinates("localhost", USUAL_PORT, name, name, name);
  }

  /** The same server and login, another database. */
  public Coordinates withDatabase(String name) {
    return new Coordinates(host, port, user, password, name);
  }

  /** The same server and database, another login. */
  public Coordinates withLogin(String role, String secret) {
    return new Coordinates(host, port, role, secret, database);
  }

  /** The same login and database, another server. */
  public Coordinates at(String otherHost, int otherPort) {
    return new Coordinates(otherHost, otherPort, user, password, database);
  }

  /**
   * Opens a connection.
   *
   * @throws SQLException as the server or the network refuses it
   */
  public Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("ApplicationName", "alembic_squash");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database), properties);
  }

  /** Opens a connection, or fails with a sentence that names the place. */
  public Connection connect() {
    try {
      return open();
    } catch (SQLException refused) {
      throw new Failure(
          "no connection to " + this + ": " + refused.getMessage(),
          "Check that the server runs and that this role may log in.",
          refused);
    }
  }

  /** These coordinates as the environment variables of libpq. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PGHOST", host);
    variables.put("PGPORT", String.valueOf(port));
    variables.put("PGUSER", user);
    variables.put("PGPASSWORD", password);
    variables.put("PGDATABASE", database);
    return variables;
  }

  /** The URL without its password. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
