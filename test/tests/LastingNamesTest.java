package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import archive.HistoryMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import squash.Downgrade;
import squash.SquashOptions;

/** What a squash commits means the same to those who read it later. */
@Tag("slow")
class LastingNamesTest {
  private static final String VERSIONS = "alembic/versions/";
  private static final Pattern CHECK_OUT = Pattern.compile("check out (\\S+) and downgrade");

  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void releases() {
    built = BuiltHistory.project(folder).file(".gitignore", ".alembic_squash/\n");
    built.revision("a1aa").committed("one").tag("v1.0");
    built.revision("b2bb", "a1aa").committed("two").tag("v1.1").committed("more").tag("v1.2");
    built.revision("c3cc", "b2bb").committed("three");
    built.revision("d4dd", "c3cc").committed("four");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private SampleRun squashed(String ref) {
    SampleRun run = new SampleRun(folder, List.of("--engine=local"));
    run.plan(ref);
    run.handmadeBaseline().squash(false, true);
    return run;
  }

  /** What the baseline of a cut says to check out. */
  private static String originals(SampleRun run, String cut, String name) {
    String revision = run.text(VERSIONS + cut + "_squashed_baseline_" + name + ".py");
    Matcher checkOut = CHECK_OUT.matcher(revision);
    assertTrue(checkOut.find(), revision);
    return checkOut.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD~1", "work~1", "c3cc", "side"})
  void a_ref_that_moves_on_is_not_named(String ref) {
    SampleRun run = new SampleRun(folder, List.of());
    run.git("branch", "side", "HEAD~1");
    squashed(ref);
    String originals = originals(run, "c3cc", "c3cc");
    assertTrue(originals.matches("[0-9a-f]{10}"), originals);
    run.git("cat-file", "-e", originals + ":" + VERSIONS + "a1aa_step.py");
    run.git("cat-file", "-e", originals + ":" + VERSIONS + "c3cc_step.py");
    String all =
        run.git("show", "--format=%B", "HEAD", "--", ".", ":!" + VERSIONS + "d4dd_step.py");
    assertTrue(all.contains("must first be upgraded with " + originals + ".\n"), all);
    assertTrue(all.contains("+++ b/" + VERSIONS + "baseline-c3cc.sql\n"), all);
    assertEquals(ref.equals("c3cc"), all.contains(ref), all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HEAD~2", "HEAD~2^{commit}", "@~2", "heads/side", ":/more", "tags/v1.2", "v1.2~0"})
  void no_way_to_write_a_ref_gets_into_files(String ref) {
    SampleRun run = new SampleRun(folder, List.of());
    run.git("branch", "side", "HEAD~2");
    run.git("switch", "--quiet", "--create", "main");
    squashed(ref);
    String originals = originals(run, "b2bb", "b2bb");
    String all =
        run.git("show", "--format=%B", "HEAD", "--", ".", ":!" + VERSIONS + "c3cc_step.py");
    assertFalse(all.contains(ref), all);
    assertTrue(
        all.contains("check out " + originals + " and downgrade with the revisions as"), all);
    assertTrue(all.contains("; v1.1 is the first release that has them."), all);
    assertEquals("alembic-squash-" + originals, run.git("branch", "--show-current").strip());
  }

  @Test
  void an_archive_says_of_which_commit_it_is() {
    SampleRun run = new SampleRun(folder, List.of("--engine=local"));
    run.plan("HEAD~2");
    run.handmadeBaseline()
        .squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.of(HistoryMode.ARCHIVE)));
    String originals = originals(run, "b2bb", "b2bb");
    String named = originals + ", first released in v1.1.";
    assertTrue(run.git("show", "--format=%B", "--no-patch", "HEAD").contains(named));
    assertTrue(run.text(VERSIONS + "b2bb_squashed_baseline_b2bb.py").contains(named));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD~2", "b2bb"})
  void the_first_release_with_all_that_is_squashed_is_named_too(String ref) {
    SampleRun run = squashed(ref);
    String originals = originals(run, "b2bb", "b2bb");
    String with = "must first be upgraded with " + originals + ", first released in v1.1.\n";
    assertTrue(run.git("show", "--format=%B", "--no-patch", "HEAD").contains(with));
    assertTrue(run.text(VERSIONS + "b2bb_squashed_baseline_b2bb.py").contains(with));
  }

  @Test
  void a_tag_is_named_alone() {
    SampleRun run = squashed("v1.1");
    assertEquals("v1.1", originals(run, "b2bb", "v1_1"));
    String message = run.git("show", "--format=%B", "--no-patch", "HEAD");
    assertTrue(message.startsWith("alembic: squashed baseline v1.1\n"), message);
    assertTrue(message.contains("must first be upgraded with v1.1.\n"), message);
    assertFalse(run.text(".alembic_squash/squashplan").contains("release"));
  }
}
