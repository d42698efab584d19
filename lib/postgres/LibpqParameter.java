package postgres;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What libpq takes with a connection besides where it leads and as whom (PostgreSQL's manual,
 * "Parameter Key Words" and "Environment Variables"). Databases are read through libpq's programs
 * and through JDBC, so a parameter counts if both follow it, or if it changes nothing about who
 * answers and what is read; any other is refused.
 */
public enum LibpqParameter {
  SSLMODE("sslmode", "PGSSLMODE", "sslmode"),
  SSLROOTCERT("sslrootcert", "PGSSLROOTCERT", "sslrootcert"),
  SSLCERT("sslcert", "PGSSLCERT", "sslcert"),
  SSLKEY("sslkey", "PGSSLKEY", "sslkey"),
  SSLNEGOTIATION("sslnegotiation", "PGSSLNEGOTIATION", "sslNegotiation"),
  CHANNEL_BINDING("channel_binding", "PGCHANNELBINDING", "channelBinding"),
  REQUIRE_AUTH("require_auth", "PGREQUIREAUTH", "requireAuth"),
  GSSENCMODE("gssencmode", "PGGSSENCMODE", "gssEncMode"),
  KRBSRVNAME("krbsrvname", "PGKRBSRVNAME", "kerberosServerName"),
  CONNECT_TIMEOUT("connect_timeout", "PGCONNECT_TIMEOUT", "connectTimeout"),
  OPTIONS("options", "PGOPTIONS", "options"),
  APPLICATION_NAME("application_name", "PGAPPNAME", "ApplicationName"),

  FALLBACK_APPLICATION_NAME("fallback_application_name", "", ""),
  KEEPALIVES("keepalives", "", ""),
  KEEPALIVES_IDLE("keepalives_idle", "", ""),
  KEEPALIVES_INTERVAL("keepalives_interval", "", ""),
  KEEPALIVES_COUNT("keepalives_count", "", ""),
  TCP_USER_TIMEOUT("tcp_user_timeout", "", ""),
  SSLCOMPRESSION("sslcompression", "PGSSLCOMPRESSION", ""),
  SSLSNI("sslsni", "PGSSLSNI", ""),
  GSSLIB("gsslib", "PGGSSLIB", ""),
  LOAD_BALANCE_HOSTS("load_balance_hosts", "PGLOADBALANCEHOSTS", ""),

  CLIENT_ENCODING("client_encoding", "PGCLIENTENCODING", Refusal.ENCODING),
  HOSTADDR("hostaddr", "PGHOSTADDR", Refusal.ADDRESS),
  PASSFILE("passfile", "PGPASSFILE", Refusal.PASSWORD_FILE),
  SSLPASSWORD("sslpassword", "", Refusal.KEY_PASSWORD),
  TARGET_SESSION_ATTRS("target_session_attrs", "PGTARGETSESSIONATTRS", Refusal.ONE_HOST),
  REPLICATION("replication", "", Refusal.REPLICATION),
  SSLCERTMODE("sslcertmode", "PGSSLCERTMODE", Refusal.JDBC),
  SSLCRL("sslcrl", "PGSSLCRL", Refusal.JDBC),
  SSLCRLDIR("sslcrldir", "PGSSLCRLDIR", Refusal.JDBC),
  SSL_MIN_PROTOCOL_VERSION("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", Refusal.JDBC),
  SSL_MAX_PROTOCOL_VERSION("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", Refusal.JDBC),
  MIN_PROTOCOL_VERSION("min_protocol_version", "PGMINPROTOCOLVERSION", Refusal.JDBC),
  MAX_PROTOCOL_VERSION("max_protocol_version", "PGMAXPROTOCOLVERSION", Refusal.JDBC),
  REQUIRESSL("requiressl", "PGREQUIRESSL", Refusal.JDBC),
  REQUIREPEER("requirepeer", "PGREQUIREPEER", Refusal.JDBC),
  GSSDELEGATION("gssdelegation", "PGGSSDELEGATION", Refusal.JDBC),
  SCRAM_CLIENT_KEY("scram_client_key", "", Refusal.JDBC),
  SCRAM_SERVER_KEY("scram_server_key", "", Refusal.JDBC),
  SSLKEYLOGFILE("sslkeylogfile", "", Refusal.JDBC),
  OAUTH_ISSUER("oauth_issuer", "", Refusal.JDBC),
  OAUTH_CLIENT_ID("oauth_client_id", "", Refusal.JDBC),
  OAUTH_CLIENT_SECRET("oauth_client_secret", "", Refusal.JDBC),
  OAUTH_SCOPE("oauth_scope", "", Refusal.JDBC);

  private final String keyword;
  private final String variable;
  private final String property;
  private final Optional<Refusal> refusal;

  /** Why a parameter cannot be followed, and what to do. */
  private enum Refusal {
    JDBC("JDBC, by which databases are read as well, does not follow it; leave it out"),
    ENCODING("texts are always read in UTF-8; leave it out"),
    ADDRESS("JDBC has no such thing; name the address as the host"),
    PASSWORD_FILE("name the file in the variable PGPASSFILE"),
    KEY_PASSWORD("PostgreSQL's programs take it on the command line alone; use a key without"),
    ONE_HOST("one server is read, whatever its role is; name that one and leave it out"),
    REPLICATION("a replication connection cannot be read from; leave it out");

    private final String why;

    Refusal(String why) {
      this.why = why;
    }
  }

  /** One that is followed; with no property, one that JDBC needs not know. */
  LibpqParameter(String keyword, String variable, String property) {
    this.keyword = keyword;
    this.variable = variable;
    this.property = property;
    this.refusal = Optional.empty();
  }

  /** One that is refused. */
  LibpqParameter(String keyword, String variable, Refusal refusal) {
    this.keyword = keyword;
    this.variable = variable;
    this.property = "";
    this.refusal = Optional.of(refusal);
  }

  /** The one of this name. */
  public static Optional<LibpqParameter> called(String keyword) {
    return Stream.of(values()).filter(one -> one.keyword.equals(keyword)).findFirst();
  }

  /** The environment variables from which libpq would take what nobody said. */
  static String[] variables() {
    return Stream.concat(
            Stream.of("PGSERVICE", "PGSERVICEFILE", "PGREALM"),
            Stream.of(values()).flatMap(one -> one.variable().stream()))
        .filter(name -> !name.equals(PASSFILE.variable))
        .toArray(String[]::new);
  }

  /** Its name in a connection string or a URL. */
  public String keyword() {
    return keyword;
  }

  /** Its environment variable, if libpq has one. */
  public Optional<String> variable() {
    return Optional.of(variable).filter(name -> !name.isEmpty());
  }

  /** Its name among JDBC's properties, if it matters there. */
  Optional<String> property() {
    return Optional.of(property).filter(name -> !name.isEmpty());
  }

  /** Why it cannot be followed, and what to do; empty if it can. */
  public Optional<String> refusal() {
    return refusal.map(because -> because.why);
  }
}
