package answers;

/**
 * A column of a table, or a definition.
 *
 * @param table schema and name, as titles of statements have them
 * @param column its name, not quoted; empty for a definition
 */
public record ColumnOrDefinition(String table, String column)
    implements Comparable<ColumnOrDefinition> {
  private static final String USUAL_SCHEMA = "public.";

  /** Brings the name on one line, as titles of statements have it. */
  public ColumnOrDefinition {
    table = table.replaceAll("\\s+", " ").strip();
  }

  /** As a person names it, on one line: without the schema where that is {@code public}. */
  public String shown() {
    String name = table.startsWith(USUAL_SCHEMA) ? table.substring(USUAL_SCHEMA.length()) : table;
    return (isColumn() ? name + "." + column : name).replaceAll("\\s+", " ");
  }

  /** How the option starts that answers for it. */
  public String option() {
    return "--value " + AnswerLine.written(shown()) + "=";
  }

  /** Whether it is a column. */
  public boolean isColumn() {
    return !column.isEmpty();
  }

  /** Columns come before definitions. */
  @Override
  public int compareTo(ColumnOrDefinition other) {
    if (isColumn() != other.isColumn()) {
      return isColumn() ? -1 : 1;
    }
    int tables = table.compareTo(other.table);
    return tables == 0 ? column.compareTo(other.column) : tables;
  }
}
