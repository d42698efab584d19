package preexisting;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postgres.ObservedRun;
import postgres.Sql;
import statements.DoBlock;

/**
 * Privileges of roles of which the migrations ask whether they are there: an administrator makes
 * such a role in some installations. The baseline grants them only where the role is there, too.
 */
public final class GuardedGrants {
  /** What asks for roles by name. */
  private static final Pattern ASKING =
      Pattern.compile("\\b(?:rolname|usename|groname|to_regrole)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')++)'");

  /** A grant to a role that is not there is passed over. */
  private static final Pattern CAUGHT =
      Pattern.compile("\\bundefined_object\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern GRANTEE =
      Pattern.compile("\\bTO\\s+(" + Sql.IDENTIFIER + ")", Pattern.CASE_INSENSITIVE);

  /** As pg_dump writes them. */
  private static final Pattern PRIVILEGE =
      Pattern.compile(
          "^(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .* (?:TO|FROM) ("
              + Sql.IDENTIFIER
              + ")(?: WITH GRANT OPTION)?;$",
          Pattern.DOTALL);

  private final Set<String> roles = new TreeSet<>();

  private GuardedGrants() {}

  /** Those of roles that some statements ask for. */
  public static GuardedGrants of(List<ObservedRun.Guarded> statements) {
    GuardedGrants found = new GuardedGrants();
    for (ObservedRun.Guarded statement : statements) {
      String sql = statement.sql();
      if (ASKING.matcher(sql).find()) {
        TEXT.matcher(sql)
            .results()
            .forEach(text -> found.roles.add(text.group(1).replace("''", "'")));
      }
      if (CAUGHT.matcher(sql).find()) {
        GRANTEE
            .matcher(sql)
            .results()
            .forEach(grantee -> found.roles.add(Sql.folded(grantee.group(1))));
      }
    }
    return found;
  }

  /** A statement of a dump, for a cluster that may not have the role that it is about. */
  public String tolerant(String sql) {
    Matcher privilege = PRIVILEGE.matcher(sql);
    if (roles.isEmpty()
        || !privilege.matches()
        || !roles.contains(Sql.folded(privilege.group(1)))) {
      return sql;
    }
    return DoBlock.of(
        """
        BEGIN
          IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = %s) THEN
            %s
          END IF;
        END\
        """
            .formatted(Sql.literal(Sql.folded(privilege.group(1))), sql));
  }
}
