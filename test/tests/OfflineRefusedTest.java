package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** A project whose env.py does not write SQL: there is nothing to compare, and nothing is wrong. */
@Tag("slow")
class OfflineRefusedTest {
  private static final String ENV =
      """
      from alembic import context
      from sqlalchemy import create_engine

      if context.is_offline_mode():
          raise ValueError('no tenant was given')
      with create_engine('postgresql://nobody@nowhere/none').connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private static final String TABLE =
      """
      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE %s (id int PRIMARY KEY)')
      """;

  @TempDir Path folder;

  @Test
  void it_is_said_not_to_be_compared() {
    SampleRun project =
        GeneratedProject.of(
            folder.resolve("app"),
            ENV,
            "v1",
            List.of(TABLE.formatted("one"), TABLE.formatted("two")),
            TABLE.formatted("three"));
    Answer answer = project.run("v1");
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
    for (String reason :
        List.of(
            "offline: the kept revisions write no SQL, as before: ",
            "offline: the originals have none either: ")) {
      assertTrue(answer.said().contains(reason), answer.said());
    }
  }
}
