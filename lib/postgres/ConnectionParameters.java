package postgres;

import console.Failure;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is and as whom to enter it. Never prints its password.
 *
 * @param host name or address
 * @param port TCP port
 * @param user role to log in as
 * @param password that role's password; empty where the server asks for none
 * @param database name of the database
 */
public record ConnectionParameters(
    String host, int port, String user, String password, String database) {
  private static final int USUAL = 5432;
  private static final int PASSWORD_BYTES = 18;
  private static final String CONNECT_SECONDS = "10";
  private static final String LOGIN_SECONDS = "15";

  /** A password may hold anything that a person puts there, {@code @} and {@code /} included. */
  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?(?:\\+\\w+)?://(?:(?<user>[^:/@?]*)(?::(?<password>[^?\\s]*))?@)?"
              + "(?<host>\\[[^\\]]*\\]|[^:/?@\\s]*)(?::(?<port>[^/?\\s]*))?"
              + "(?:/(?<database>[^?\\s]*))?(?:\\?(?<query>\\S*))?");

  /** A password that nobody can guess. */
  public static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads a URL as SQLAlchemy and libpq write them, {@code
   * postgresql+driver://user:password@host:port/database}. What is left out is localhost, 5432 and
   * the user's name.
   *
   * @return empty where the text is no PostgreSQL URL with a user
   */
  public static Optional<ConnectionParameters> parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Map<String, String> query = query(parts.group("query"));
    String user = part(parts, "user").or(() -> given(query, "user")).orElse("");
    if (user.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ConnectionParameters(
            part(parts, "host").or(() -> given(query, "host")).orElse("localhost"),
            part(parts, "port")
                .or(() -> given(query, "port"))
                .map(ConnectionParameters::port)
                .orElse(USUAL),
            user,
            part(parts, "password").or(() -> given(query, "password")).orElse(""),
            part(parts, "database").or(() -> given(query, "dbname")).orElse(user)));
  }

  private static Optional<String> part(Matcher url, String name) {
    return Optional.ofNullable(url.group(name))
        .filter(text -> !text.isEmpty())
        .map(ConnectionParameters::decoded);
  }

  private static Optional<String> given(Map<String, String> query, String name) {
    return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
  }

  private static Map<String, String> query(String text) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String pair : Optional.ofNullable(text).orElse("").split("&", -1)) {
      String[] parts = pair.split("=", 2);
      named.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
    }
    return named;
  }

  private static int port(String text) {
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : USUAL;
  }

  /** Role, password and database of one name, on the usual port of this machine. */
  public static ConnectionParameters usual(String name) {
    return new ConnectionParameters("localhost", USUAL, name, name, name);
  }

  /** The same server and login, another database. */
  public ConnectionParameters withDatabase(String name) {
    return new ConnectionParameters(host, port, user, password, name);
  }

  /** The same server and database, another login. */
  public ConnectionParameters withLogin(String role, String secret) {
    return new ConnectionParameters(host, port, role, secret, database);
  }

  /** The same login and database, another server. */
  public ConnectionParameters at(String otherHost, int otherPort) {
    return new ConnectionParameters(otherHost, otherPort, user, password, database);
  }

  /**
   * Opens a connection.
   *
   * @throws SQLException as the server or the network refuses it
   */
  public Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      // Without one the driver asks the password file, as libpq does.
      properties.setProperty("password", password);
    }
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", LOGIN_SECONDS);
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

  /**
   * Opens a session, or fails as {@link #connect}.
   *
   * @param failed what a refusal of the server's means: {@code the roles cannot be read}
   * @param advice what to do about it
   */
  public Session session(String failed, String advice) {
    return session(refused -> new Failure(failed + ": " + refused.getMessage(), advice, refused));
  }

  Session session(Function<SQLException, Failure> refusal) {
    return new Session(connect(), refusal);
  }

  /**
   * The value that a query of one row and one column has.
   *
   * @return empty where the server cannot be entered, or refuses
   */
  public Optional<String> answer(String query) {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    } catch (SQLException refused) {
      // Which is an answer: the caller asks whether it is there yet, or may.
      return Optional.empty();
    }
  }

  /**
   * Checks that one can enter.
   *
   * @throws Failure with a sentence that names the place, where one cannot
   */
  public void check() {
    try (Session session = session("the connection to " + this + " broke", "Try again.")) {
      session.jdbc(connection -> connection.isValid(1));
    }
  }

  /**
   * Executes a statement in a transaction of its own.
   *
   * @throws Failure with the statement, where it is refused
   */
  void execute(String statement) {
    try (Session session =
        session("`" + statement + "` failed", "This was asked of " + this + ".")) {
      session.execute(statement);
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
    String valid = text.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    return URLDecoder.decode(valid, StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
