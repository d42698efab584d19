package migrations;

import com.google.gson.Gson;
import java.util.Optional;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * That env.py is told from outside which schema to migrate, as it was seen to be (see {@code
 * templates/schema_choice.py}).
 *
 * @param schema the schema that it takes when it is told nothing else
 * @param by how it is told: with {@code -x tenant=NAME}, or by the variable DB_SCHEMA, in words
 */
public record SchemaChoice(String schema, String by) {
  public static final String SCRIPT = "schema_choice.py";
  private static final String ELSEWHERE = "alembic_squash_elsewhere";

  /**
   * Makes the schema that env.py will be told: some look whether it is there.
   *
   * @param database one that nobody looks at any more
   */
  public static void prepare(ThrowawayDatabase database) {
    String owner = Sql.identifier(database.owner().user());
    database.load(
        database.mostPrivileged(),
        "CREATE SCHEMA IF NOT EXISTS %1$s; GRANT ALL ON SCHEMA %1$s TO %2$s"
            .formatted(ELSEWHERE, owner));
  }

  /** Reads what the script found; what could not be tried was not found. */
  public static Optional<SchemaChoice> read(AlembicRun run) {
    return Optional.of(run)
        .filter(AlembicRun::succeeded)
        .map(tried -> new Gson().fromJson(tried.output(), SchemaChoice.class))
        .filter(choice -> choice.by() != null);
  }
}
