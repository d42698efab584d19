package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Generated values in every shape: found, generated once, and none of them frozen. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedShapesTest {
  /** Moments cut to seconds are rounded or not, so what is the last depends on the build's. */
  private static final String SECONDS = "(?: - interval '\\d seconds')?";

  private static final String NOW = "now\\(\\)" + SECONDS;

  private Path folder;
  private SampleRun project;
  private Failure unanswered;
  private String said;
  private String sql;

  @BeforeAll
  void dump_once(@TempDir Path shared) {
    folder = shared;
    SampleRun created = GeneratedShapes.create(folder);
    created.plan(GeneratedShapes.TAG);
    unanswered = assertThrows(Failure.class, created::dump);
    List<String> options = new ArrayList<>(created.options());
    options.addAll(GeneratedShapes.ANSWERS);
    project = new SampleRun(created.root(), options);
    said = project.dump();
    sql = project.text(".alembic_squash/baseline-v1.sql");
  }

  @Test
  void only_what_no_rule_explains_is_asked_about_also_where_two_builds_agree() {
    assertEquals(
        "each build puts another value or a moment of today into link.signed, secret_gone.one,"
            + " secret_kept.one, secret_same.one, token.token, token.v5, and no rule says how",
        unanswered.getMessage());
  }

  @Test
  void one_value_is_one_however_it_is_written() {
    says(
        "shapes_id = gen_random_uuid() in child.bytes, child.shape, shapes.bytes,"
            + " shapes.document, shapes.fixed, shapes.hex, shapes.id, shapes.keys, shapes.list (2"
            + " rows), shapes.pair, shapes.texts, shapes.upper, shapes.upper_hex, shapes.urn,"
            + " definition of COMMENT public.VIEW mine, definition of FUNCTION public.owner(),"
            + " definition of TABLE public.owned (3 times), definition of VIEW public.mine");
    says(
        "token_token = md5(random()::text) in link.document, link.more (3 rows), link.url (2 rows),"
            + " token.token, token_use.token");
    says("token_v5 = (gen_random_uuid())::uuid in token.label, token.v5, token_use.v5");
    says("token_v4 = gen_random_uuid() in link.url, token.v4, token_use.note");
  }

  @Test
  void many_values_of_a_column_are_rows() {
    says("digest_id = gen_random_uuid() in digest.id, digest.urn");
    says("digest_id_12 = gen_random_uuid() in digest.id, digest.urn");
    says("no_key_uuid (30 values) = gen_random_uuid() in no_key.uuid (60 rows)");
    assertTrue(sql.contains("((SELECT value FROM pg_temp.generated_no_key_uuid WHERE n = 30), '"));
    assertTrue(sql.contains("\nDROP TABLE pg_temp.generated_no_key_uuid;\n"), sql);
  }

  @Test
  void moments_keep_their_order_and_are_never_those_of_the_build() {
    has(
        " - interval '(\\d+) microseconds', now\\(\\) - interval '\\1 microseconds',"
            + " clock_timestamp\\(\\)");
    String row = NOW + ", " + NOW + ", DEFAULT, ";
    has("\\(1, " + row + "date_trunc\\('second', now\\(\\)\\)" + SECONDS + ", NULL\\)");
    has("\\(2, " + row + "'2021-01-01 00:00:00\\+00', '2021-01-01'\\)");
  }

  @Test
  void moments_are_written_as_the_migrations_wrote_them() {
    String before = "(?: - interval '\\d+ (?:micro|milli)?seconds')?";
    String now = "\\(?now\\(\\)" + before + "\\)?";
    String iso = "to_char\\(" + now + " AT TIME ZONE 'UTC', 'YYYY-MM-DD";
    has("\\(floor\\(extract\\(epoch FROM " + NOW + "\\)\\)::bigint, NULL, extract\\(epoch FROM ");
    has(iso + "\"T\"HH24:MI:SS.US\"\\+00:00\"'\\), ");
    has(iso + "\"T\"HH24:MI:SS\"Z\"'\\), " + iso + " HH24:MI:SS.US'\\), '\\d");
    has(
        "\\('\\{\"at\": \"' \\|\\| "
            + iso
            + "\"T\"HH24:MI:SS.US\"\\+00:00\"'\\) \\|\\| '\"\\}'\\)::jsonb");
  }

  @Test
  void definitions_are_put_together_with_the_values_of_the_installation() {
    assertFalse(said.contains("in its own way") || said.contains(" in its definition"), said);
    assertTrue(sql.contains("  EXECUTE replace($sql$\nCREATE VIEW public.mine AS\n"), sql);
    has(
        ", '\\{generated 1\\}', \\(\\(SELECT shapes_id FROM pg_temp.generated\\)\\)::text\\);\n"
            + "END");
    has("', \\(to_char\\(now\\(\\) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'\\)\\)::text\\)");
  }

  @Test
  void an_answer_takes_the_place_of_a_rule() {
    assertTrue(
        project.text(".alembic_squash/squashplan").contains("\nvalue:moments.millis=null\n"));
  }

  @Test
  void moments_of_a_coarse_column_are_apart_by_what_it_tells() {
    String second = "date_trunc\\('second', now\\(\\)\\) - interval '[12] seconds'";
    has(second + ", now\\(\\) - interval '\\d milliseconds', " + second + "\\)");
  }

  @Test
  void an_answer_is_one_wherever_the_value_stands() {
    String plan = project.text(".alembic_squash/squashplan");
    for (String answer : List.of("gone.other=null", "kept.other=keep", "same.other=sql:'secret'")) {
      assertTrue(plan.contains("\nvalue:secret_" + answer + "\n"), plan);
    }
    assertFalse(plan.contains("token_use.token"), plan);
    has("\\('([0-9a-f]{24})', '\\1'\\)");
  }

  @Test
  void random_defaults_are_used() {
    assertTrue(sql.contains("\t(1, DEFAULT, DEFAULT),\n\t(2, DEFAULT, DEFAULT);"), sql);
  }

  @Test
  void the_squash_is_identical() {
    SampleRun squashed = project.copy(folder);
    squashed.squash(false, true);
    SampleRun.Answer answer = squashed.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.data() + answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data());
  }

  @Test
  void a_frozen_day_and_a_frozen_second_are_found() {
    SampleRun squashed = project.copy(folder);
    squashed.squash(false, false);
    String file = SampleRun.VERSIONS + "baseline-v1.sql";
    String text = squashed.text(file);
    String frozen =
        text.replaceFirst(
            "\\(1, " + NOW + ", (" + NOW + "), DEFAULT,",
            "(1, '2024-11-22 10:00:00+00', $1, '2024-11-22',");
    assertNotEquals(text, frozen);
    squashed.write(file, frozen);
    SampleRun.Answer answer = squashed.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    for (String column : List.of("made", "day")) {
      assertTrue(
          answer.said().contains("generated value in public.coarse." + column), answer.said());
    }
  }

  private void has(String pattern) {
    assertTrue(Pattern.compile(pattern).matcher(sql).find(), sql);
  }

  private void says(String part) {
    assertTrue(said.contains(part), said);
  }
}
