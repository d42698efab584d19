package postgres;

import console.Failure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

/**
 * Where a database is, as whom to enter it and how. Never prints its password.
 *
 * @param host name or address
 * @param port TCP port
 * @param user role to log in as
 * @param password that role's password; empty if the server asks for none
 * @param database name of the database
 * @param options what else was said of the connection
 */
public record ConnectionParameters(
    String host,
    int port,
    String user,
    String password,
    String database,
    ConnectionOptions options) {
  /** The port of a server of which nobody says otherwise. */
  public static final int USUAL_PORT = 5432;

  private static final int PASSWORD_BYTES = 18;
  private static final String CONNECT_SECONDS = "10";
  private static final String LOGIN_SECONDS = "15";

  /** One of which nothing else was said. */
  public ConnectionParameters(
      String host, int port, String user, String password, String database) {
    this(host, port, user, password, database, ConnectionOptions.NONE);
  }

  /** A password that nobody can guess. */
  public static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The login that a URL of SQLAlchemy's or libpq's names, {@code
   * postgresql+driver://user:password@host:port/database}, and where it leads, if that can be told.
   * What is left out is localhost, 5432 and the user's name. For one to be entered, see {@code
   * url.DatabaseUrl}.
   *
   * @return empty if the text is no PostgreSQL URL with a user
   */
  public static Optional<ConnectionParameters> parse(String url) {
    return UrlParts.of(url)
        .filter(parts -> parts.get("user").isPresent())
        .map(
            parts ->
                new ConnectionParameters(
                    parts.get("host").orElse("localhost"),
                    parts.get("port").flatMap(UrlParts::number).orElse(USUAL_PORT),
                    parts.get("user").get(),
                    parts.get("password").orElse(""),
                    parts.get("dbname").or(() -> parts.get("user")).get()));
  }

  /** Role, password and database of one name, on the usual port of this machine. */
  public static ConnectionParameters usual(String name) {
    return new ConnectionParameters("localhost", USUAL_PORT, name, name, name);
  }

  /** The same server and login, another database. */
  public ConnectionParameters withDatabase(String name) {
    return new ConnectionParameters(host, port, user, password, name, options);
  }

  /** The same server and database, another login. */
  public ConnectionParameters withLogin(String role, String secret) {
    return new ConnectionParameters(host, port, role, secret, database, options);
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
    if (!options.has(LibpqParameter.CONNECT_TIMEOUT)) {
      properties.setProperty("loginTimeout", LOGIN_SECONDS);
    }
    properties.setProperty("ApplicationName", "alembic_squash");
    options.tell(properties);
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
   * @return empty if the server cannot be entered, or refuses
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
   * @throws Failure with a sentence that names the place, if one cannot
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

  /** The same, by a Unix socket for this process and programs that it starts. */
  ConnectionParameters by(Path socket) {
    return new ConnectionParameters(
        host, port, user, password, database, ConnectionOptions.by(socket));
  }

  /** As {@link #environment}, for programs that this process starts. */
  Map<String, String> ownEnvironment() {
    Map<String, String> variables = environment();
    variables.putAll(options.ownEnvironment());
    return variables;
  }

  /** These coordinates as the environment variables of libpq. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PGHOST", host.replaceAll("^\\[(.*)\\]$", "$1"));
    variables.put("PGPORT", String.valueOf(port));
    variables.put("PGUSER", user);
    variables.put("PGPASSWORD", password);
    variables.put("PGDATABASE", database);
    variables.putAll(options.environment());
    return variables;
  }

  /** The URL without its password. */
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
