package baseline;

import java.util.Optional;

/**
 * The password of a role, which answers name {@code role:NAME.password}.
 *
 * @param role the role's name, not quoted
 */
public record RolePassword(String role) {
  private static final String ROLE = "role:";
  private static final String COLUMN = "password";

  /** How it is named among columns. */
  public Place place() {
    return new Place(ROLE + role, COLUMN);
  }

  /** The one that an answer is about; empty where that is a column. */
  public static Optional<RolePassword> named(String shown) {
    String end = "." + COLUMN;
    return shown.startsWith(ROLE) && shown.endsWith(end) && shown.length() > (ROLE + end).length()
        ? Optional.of(
            new RolePassword(shown.substring(ROLE.length(), shown.length() - end.length())))
        : Optional.empty();
  }
}
