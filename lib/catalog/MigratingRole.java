package catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.Sql;

/**
 * The role that runs the migrations, which differs from deployment to deployment: a baseline calls
 * it {@code CURRENT_USER}.
 */
public final class MigratingRole {
  private static final String WHOEVER = "CURRENT_USER";
  private static final String RESET = "RESET SESSION AUTHORIZATION;";

  private final String name;
  private final Pattern owner;
  private final Pattern grantee;
  private final Pattern defaults;
  private final Pattern mapping;
  private final Pattern session;
  private final Pattern policy;
  private final Pattern listed;

  public MigratingRole(String name) {
    this.name = name;
    String role = "(?:" + Pattern.quote(name) + "|" + Pattern.quote(Sql.identifier(name)) + ")";
    owner = Pattern.compile("(?s)(ALTER .* OWNER TO )" + role + ";");
    grantee =
        Pattern.compile(
            "(?s)((?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .* (?:TO|FROM) )"
                + role
                + "((?: WITH GRANT OPTION)?;)");
    defaults = Pattern.compile("(?s)(ALTER DEFAULT PRIVILEGES FOR ROLE )" + role + "( .*)");
    mapping =
        Pattern.compile(
            "(?s)((?:CREATE|ALTER|DROP) USER MAPPING (?:IF EXISTS )?FOR )" + role + "( SERVER .*)");
    session = Pattern.compile("SET SESSION AUTHORIZATION " + role + ";");
    policy = Pattern.compile("(?s)(CREATE POLICY .*? TO )([^()]*?)((?: USING | WITH CHECK |;).*)");
    listed = Pattern.compile("(?<=^|, )" + role + "(?=,|$)");
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Whether a statement gives an object to this role. */
  public boolean isOwnership(String statement) {
    return owner.matcher(statement).matches();
  }

  /** Whether a statement enters as a role that granted what it does not own. */
  public static boolean isGrantedByAnother(String statement) {
    return statement.startsWith("SET SESSION AUTHORIZATION ");
  }

  /** Whether these set default privileges for what this role makes. */
  public boolean sets(List<String> defaultPrivileges) {
    return defaultPrivileges.stream().anyMatch(defaults.asMatchPredicate());
  }

  /** The statements with this role by its other name. */
  public List<String> unnamed(List<String> statements) {
    List<String> unnamed = new ArrayList<>();
    boolean entered = false;
    for (String statement : statements) {
      if (session.matcher(statement).matches()) {
        // Whoever runs the baseline is that role already.
        entered = true;
      } else if (entered && statement.equals(RESET)) {
        entered = false;
      } else {
        unnamed.add(unnamed(statement));
      }
    }
    return unnamed;
  }

  private String unnamed(String statement) {
    String text = replaced(defaults, statement).orElse(statement);
    return replaced(owner, text)
        .or(() -> replaced(grantee, text))
        .or(() -> replaced(mapping, text))
        .orElseGet(() -> inPolicy(text));
  }

  private static Optional<String> replaced(Pattern pattern, String statement) {
    Matcher found = pattern.matcher(statement);
    if (!found.matches()) {
      return Optional.empty();
    }
    return Optional.of(found.group(1) + WHOEVER + (found.groupCount() > 1 ? found.group(2) : ";"));
  }

  private String inPolicy(String statement) {
    Matcher found = policy.matcher(statement);
    return found.matches()
        ? found.group(1) + listed.matcher(found.group(2)).replaceAll(WHOEVER) + found.group(3)
        : statement;
  }
}
