package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose partition each installation decides anew, through all phases. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionedProjectTest {
  private static final String SQL = SampleRun.VERSIONS + "baseline-v1.sql";

  private Path folder;
  private SampleRun squashed;
  private String said;
  private String sql;

  @BeforeAll
  void squash_once(@TempDir Path shared) {
    folder = shared;
    squashed = PartitionedProject.create(folder);
    squashed.plan(PartitionedProject.TAG);
    said = squashed.dump();
    squashed.squash(false, true);
    sql = squashed.text(SQL);
  }

  @Test
  void nothing_is_warned_of() {
    assertFalse(said.contains("warning"), said);
  }

  @Test
  void rows_go_to_the_root_under_its_name() {
    for (String root : new String[] {"device", "ticket", "event", "feeling", "span", "measure"}) {
      assertTrue(sql.contains("\n--;; TABLE DATA public." + root + "\n"), root + " in\n" + sql);
      assertFalse(
          Pattern.compile("INSERT INTO public.\"?" + root + "(_\\d|_low|[_ ]high|_other)")
              .matcher(sql)
              .find(),
          sql);
    }
    assertTrue(sql.contains("INSERT INTO public.span (at, label, uuid) VALUES"), sql);
    assertTrue(sql.contains("INSERT INTO public.event (id, uuid) OVERRIDING SYSTEM VALUE"), sql);
  }

  @Test
  void the_list_names_the_root() {
    for (String line :
        new String[] {
          "device_uuid (40 values) = gen_random_uuid() in device.uuid (40 rows), line.device (40",
          "gen_random_uuid() in event.uuid (20 rows), span.uuid (30 rows)",
          "now() in span.at (32 rows)"
        }) {
      assertTrue(said.contains(line), said);
    }
  }

  @Test
  void what_is_the_same_in_each_build_stays() {
    assertTrue(sql.contains("'0c2f1d5e-2f4b-4c1e-8a53-1f2e3d4c5b6a'"), sql);
    assertTrue(sql.contains("'f6a1c3d2-7b5e-4e0f-9c88-2d3e4f5a6b7c'"), sql);
  }

  /** Two installations differ in what is generated: that is one of the ways that it compares. */
  @Test
  void the_squash_is_identical() {
    SampleRun.Answer answer = squashed.copy(folder).verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.data() + answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data() + answer.said());
    assertTrue(answer.said().contains("generated anew"), answer.said());
  }

  @Test
  void a_frozen_key_and_a_lost_row_are_found() {
    SampleRun damaged = squashed.copy(folder);
    String frozen =
        sql.replaceFirst(
            "(INSERT INTO public\\.event .* VALUES\\n\\t\\(\\d+, )gen_random_uuid\\(\\)",
            "$1'6f2d9a3e-5b1c-4d7e-8f90-a1b2c3d4e5f6'");
    assertNotEquals(sql, frozen);
    String lost = frozen.replace("'2020-02-05', 2", "'2020-02-05', 4");
    assertNotEquals(frozen, lost);
    damaged.write(SQL, lost);
    SampleRun.Answer answer = damaged.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    for (String subject :
        new String[] {
          "values of public.event.uuid that each build generates", "rows of public.measure"
        }) {
      assertTrue(answer.said().contains(subject), answer.said());
    }
  }
}
