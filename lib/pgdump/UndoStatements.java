package pgdump;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that take back those of pg_dump's that change an object and make none. */
public final class UndoStatements {
  private static final String COMMENT_LITERAL = " IS '";

  private enum Form {
    GRANT(
        "(ALTER DEFAULT PRIVILEGES .*? )?GRANT (.*) TO (.*?)(?: WITH GRANT OPTION)?;",
        "%sREVOKE %s FROM %s;"),
    REVOKE("(ALTER DEFAULT PRIVILEGES .*? )?REVOKE (.*) FROM (.*);", "%sGRANT %s TO %s;"),
    SECURED("(ALTER TABLE .*) ENABLE ROW LEVEL SECURITY;", "%s DISABLE ROW LEVEL SECURITY;"),
    FORCED("(ALTER TABLE .*) FORCE ROW LEVEL SECURITY;", "%s NO FORCE ROW LEVEL SECURITY;"),
    OWNED("(ALTER SEQUENCE .*) OWNED BY .*;", "%s OWNED BY NONE;"),
    ATTACHED(
        "ALTER TABLE ONLY (.*) ATTACH PARTITION (.*?) (?:FOR VALUES .*|DEFAULT);",
        "ALTER TABLE ONLY %s DETACH PARTITION %s;"),
    PUBLISHED("(ALTER PUBLICATION .*) ADD (TABLE ONLY .*?)(?: \\(.*| WHERE .*)?;", "%s DROP %s;"),
    REFRESHED("(REFRESH MATERIALIZED VIEW .*);", "%s WITH NO DATA;"),
    SAMPLED("(ALTER (?:TABLE|INDEX) .*) SET STATISTICS .*;", "%s SET STATISTICS -1;"),
    REPLICATED("(ALTER TABLE .*) REPLICA IDENTITY .*;", "%s REPLICA IDENTITY DEFAULT;"),
    CLUSTERED("(ALTER TABLE .*) CLUSTER ON .*;", "%s SET WITHOUT CLUSTER;");

    private final Pattern pattern;
    private final String inverse;

    Form(String pattern, String inverse) {
      this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
      this.inverse = inverse;
    }
  }

  private UndoStatements() {}

  /** The statement that takes this one back; empty if none is known. */
  public static Optional<String> of(String statement) {
    if (statement.startsWith("COMMENT ON ") || statement.startsWith("SECURITY LABEL ")) {
      int literal = statement.indexOf(COMMENT_LITERAL);
      return Optional.of(statement.substring(0, literal) + " IS NULL;");
    }
    for (Form form : Form.values()) {
      Matcher found = form.pattern.matcher(statement);
      if (found.matches()) {
        Object[] groups = new Object[found.groupCount()];
        for (int i = 0; i < groups.length; i++) {
          groups[i] = Optional.ofNullable(found.group(i + 1)).orElse("");
        }
        return Optional.of(form.inverse.formatted(groups));
      }
    }
    return Optional.empty();
  }
}
