package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/**
 * What Alembic says of a project whose metadata know nothing of its tables, and whose env.py hands
 * an argument to each revision.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlembicViewTest {
  private static final String ENV =
      """
      from datetime import datetime

      from alembic import context
      from sqlalchemy import Column, DateTime, MetaData, Table, create_engine

      metadata = MetaData()
      Table('modelled', metadata, Column('at', DateTime, default=datetime.now()))
      if context.is_offline_mode():
          context.configure(url='postgresql://nobody@nowhere/none', target_metadata=metadata)
          with context.begin_transaction():
              context.run_migrations(flavour='sweet')
      else:
          with create_engine('postgresql://nobody@nowhere/none').connect() as connection:
              context.configure(connection=connection, target_metadata=metadata)
              with context.begin_transaction():
                  context.run_migrations(flavour='sweet')
      """;

  private static final String TABLES =
      """
      from alembic import op


      def upgrade(flavour):
          for name in ('%1$s_one', '%1$s_two', '%1$s_three'):
              op.execute("CREATE TABLE %%s (n int DEFAULT 1, s text DEFAULT '%%s')" %% (name, flavour))
      """;

  private SampleRun project;
  private Answer answer;

  @BeforeAll
  void squash_once(@TempDir Path shared) {
    project =
        GeneratedProject.of(
            shared.resolve("app"),
            ENV,
            "v1",
            List.of(TABLES.formatted("first"), TABLES.formatted("second")),
            TABLES.formatted("kept"));
    answer = project.run("v1");
  }

  @Test
  void operations_that_check_finds_on_both_sides_are_no_difference() {
    assertEquals(ExitCode.DONE, answer.exit(), answer.said());
    assertTrue(answer.said().contains("Alembic's view IDENTICAL"), answer.said());
    assertTrue(answer.said().contains("3 catalog facts"), answer.said());
  }

  @Test
  void the_baseline_takes_the_arguments_of_the_revisions_that_it_replaces() {
    String script = project.text(SampleRun.VERSIONS + "000000000002_squashed_baseline_v1.py");
    assertTrue(script.contains("def upgrade(**_):\n"), script);
    assertTrue(script.contains("def downgrade(**_):\n"), script);
  }

  @Test
  void an_operation_more_is_a_difference_of_one_line() {
    SampleRun edited = project.copy(project.root().getParent());
    String kept = SampleRun.VERSIONS + "000000000003_step.py";
    edited.write(kept, edited.text(kept).replace("'kept_two'", "'kept_other'"));
    Answer found = edited.verify();
    assertEquals(ExitCode.DIFFERENT, found.exit(), found.said());
    String operations =
        edited
            .text(".alembic_squash/verify/differences.diff")
            .replaceFirst("(?s).*alembic check", "");
    List<String> changed =
        operations.lines().filter(line -> line.matches("[-+][^-+].*")).limit(2).sorted().toList();
    assertTrue(changed.get(0).startsWith("+('remove_table', Table('kept_other'"), operations);
    assertTrue(changed.get(1).startsWith("-('remove_table', Table('kept_two'"), operations);
  }
}
