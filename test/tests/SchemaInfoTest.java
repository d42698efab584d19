package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SchemaInfoTest {
  private static final String FIRST =
      """
      op.execute('CREATE SCHEMA "Other one"')
      op.execute('CREATE TABLE "Other one".t (id int)')
      op.execute("COMMENT ON TABLE \\"Other one\\".t IS 'said of it'")
      """;

  @TempDir Path folder;

  @Test
  void every_schema_of_the_work_tree_is_described_as_psql_does() throws Exception {
    Engines.assumeLocal();
    SampleRun project =
        CommittedProject.create(
            folder, FIRST, "--engine=local", "--python=" + Engines.python().executable());
    String said = project.schemaInfo("un-squashed");
    assertTrue(said.contains("wrote .alembic_squash/un-squashed_schema_info.txt"), said);
    String text = project.text(".alembic_squash/un-squashed_schema_info.txt");
    assertTrue(text.contains("Table \"Other one.t\""), text);
    assertTrue(text.contains("Table \"public.two\""), text);
    assertTrue(text.contains("\"two_pkey\" PRIMARY KEY, btree (id)"), text);
    assertFalse(text.contains("pg_catalog.pg_class"), text);
    assertEquals("", project.git("status", "--porcelain"));
  }
}
