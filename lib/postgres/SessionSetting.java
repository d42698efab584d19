package postgres;

import java.util.Optional;

/**
 * A setting, or the role, that a revision left in the session for those that ran after it.
 *
 * @param name as pg_settings has it, or {@code role} or {@code session_authorization}
 * @param value what it was in the end
 * @param revision the last that changed it
 * @param place that revision's file, and the line where that is known
 * @param said the statement, where it is a short one
 * @param local whether it lasts for the transaction only
 */
public record SessionSetting(
    String name,
    String value,
    String revision,
    String place,
    Optional<String> said,
    boolean local) {

  /** The statement, in the revision's own words where it is short. */
  public String statement() {
    return said.orElseGet(this::sql).replaceFirst(";$", "");
  }

  /** A statement that sets it to the same value. */
  public String sql() {
    return switch (name) {
      case "role" -> value.equals("none") ? "RESET ROLE;" : set("ROLE");
      case "session_authorization" -> set("SESSION AUTHORIZATION");
      default ->
          "SELECT pg_catalog.set_config(%s, %s, %s);"
              .formatted(Sql.literal(name), Sql.literal(value), local);
    };
  }

  private String set(String what) {
    return "SET " + (local ? "LOCAL " : "") + what + " " + Sql.identifier(value) + ";";
  }

  @Override
  public String toString() {
    return name + " = " + (value.isEmpty() ? "''" : value);
  }
}
