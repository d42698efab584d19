package statements;

/**
 * SQL that a baseline revision runs.
 *
 * @param file the SQL
 * @param name its name, where it lies beside the revision
 */
public record RevisionSql(BaselineFile file, String name) {}
