package conditions;

import answers.SecretPatterns;
import conditions.PlaceCondition.Kind;
import java.util.Map;
import java.util.Optional;
import postgres.Session;
import postgres.ThrowawayDatabase;

/** How conditions of the place turned out where a baseline was built. */
public final class Outcome {
  private static final int LONGEST = 40;
  private static final String ROLE = "pg_roles WHERE rolname = ?";
  private static final String OBJECT =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class, name WHERE relname = name
        UNION ALL SELECT FROM pg_catalog.pg_type, name WHERE typname = name
        UNION ALL SELECT FROM pg_catalog.pg_proc, name WHERE proname = name
        UNION ALL SELECT FROM pg_catalog.pg_namespace, name WHERE nspname = name
        UNION ALL SELECT FROM pg_catalog.pg_constraint, name WHERE conname = name
        UNION ALL SELECT FROM pg_catalog.pg_database, name WHERE datname = name)::text
      FROM (SELECT ?::name) AS name(name)
      """;

  private final Map<String, String> environment;
  private final ThrowawayDatabase prepared;

  /**
   * Where a baseline was built.
   *
   * @param environment the variables that migrations saw
   * @param prepared the database before the first migration
   */
  public Outcome(Map<String, String> environment, ThrowawayDatabase prepared) {
    this.environment = environment;
    this.prepared = prepared;
  }

  /** As the end of a sentence: {@code which is not set here}; empty if nobody knows. */
  public Optional<String> of(PlaceCondition condition) {
    Optional<String> name = condition.name();
    return switch (condition.kind()) {
      case VARIABLE -> name.map(this::variable);
      case VERSION -> setting("server_version").map(version -> "which is " + version + " here");
      case SETTING -> name.map(this::settingHere);
      case OFFERED_EXTENSION ->
          name.map(
              extension ->
                  isThere(
                          "SELECT EXISTS (SELECT FROM pg_catalog.pg_available_extensions WHERE"
                              + " name = ?)::text",
                          extension)
                      ? "which this one does"
                      : "which this one does not");
      case EXTENSION -> name.map(extension -> there("pg_extension WHERE extname = ?", extension));
      case ROLE -> name.map(role -> there(ROLE, role));
      case OBJECT -> name.map(object -> before(isThere(OBJECT, SqlText.bare(object))));
      default -> Optional.empty();
    };
  }

  /** Whether it is a role that was there before the first migration. */
  public boolean isRoleThere(PlaceCondition condition) {
    return condition.kind() == Kind.ROLE
        && condition.name().filter(role -> isThere(query(ROLE), role)).isPresent();
  }

  private String variable(String name) {
    String value = environment.get(name);
    if (value == null) {
      return "which is not set here";
    }
    boolean isShown = value.length() <= LONGEST && !SecretPatterns.isInOption(name, value);
    return isShown ? "which is '" + value + "' here" : "which is set here";
  }

  private String settingHere(String name) {
    Optional<String> value =
        setting(name).filter(text -> !SecretPatterns.isInOption(name, text) && !text.isEmpty());
    return value.map(text -> "which is '" + text + "' here").orElse("which is not set here");
  }

  private Optional<String> setting(String name) {
    return asked("SELECT pg_catalog.current_setting(?, true)", name);
  }

  private String there(String where, String name) {
    return before(isThere(query(where), name));
  }

  private static String query(String where) {
    return "SELECT EXISTS (SELECT FROM pg_catalog." + where + ")::text";
  }

  private static String before(boolean isThere) {
    return "which it " + (isThere ? "was" : "was not") + " before the first migration";
  }

  private boolean isThere(String query, String name) {
    return asked(query, name).filter("true"::equals).isPresent();
  }

  private Optional<String> asked(String query, String name) {
    try (Session session = prepared.session()) {
      return Optional.ofNullable(session.one(query, row -> row.getString(1), name));
    }
  }

  /** Whether it is a variable that somebody gave a value for this. */
  public static boolean isGiven(PlaceCondition condition, Map<String, String> given) {
    return condition.kind() == Kind.VARIABLE && given.containsKey(condition.subject());
  }
}
