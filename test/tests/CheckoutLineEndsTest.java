package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import git.GitRepository;
import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import process.Processes;

/** Clones whose files have other line ends on disk than in git. */
@Tag("slow")
class CheckoutLineEndsTest {
  private static final String KEPT = "alembic/versions/c3cc_step.py";

  @TempDir Path folder;
  private BuiltHistory built;

  @BeforeEach
  void a_project() {
    built = BuiltHistory.project(folder.resolve("app")).file(".gitignore", ".alembic_squash/\n");
    built.file("alembic/env.py", "import logging\n").revision("a1aa").revision("b2bb", "a1aa");
    built.committed("one").tag("v1");
    built.revision("c3cc", "a1aa", "b2bb");
  }

  @AfterEach
  void close() {
    built.close();
  }

  private SampleRun clone(String autocrlf, String attributes) {
    built.file(".gitattributes", attributes).committed("kept");
    Path clone = folder.resolve("clone");
    Processes.command(
            "git",
            "clone",
            "--quiet",
            "--config=core.autocrlf=" + autocrlf,
            built.root().toString(),
            clone.toString())
        .check();
    SampleRun run = new SampleRun(clone, List.of("--engine=local"));
    run.git("config", "user.name", "A Tester");
    run.git("config", "user.email", "tester@example.org");
    run.git("switch", "--quiet", "--create", "squash");
    assertTrue(run.text(KEPT).contains("\r\n"), "the clone has no carriage return");
    return run;
  }

  @ParameterizedTest
  @CsvSource({"true, ''", "false, '* text eol=crlf'", "false, '*.py text=auto eol=crlf'"})
  void they_are_squashed_as_git_sees_them(String autocrlf, String attributes) {
    SampleRun run = clone(autocrlf, attributes + "\n");
    run.plan("v1");
    run.handmadeBaseline().squash(false, false);
    String changed = run.git("diff", "--cached", "--stat=200", "--no-renames", "--", KEPT);
    assertTrue(changed.contains("| 2 +-"), changed);
    assertTrue(run.squash(false, true).contains("the work tree is squashed already"));
    assertEquals("", run.git("status", "--porcelain"));
    assertTrue(run.squash(false, true).contains("is committed already"));
  }

  @Test
  void a_squash_that_was_checked_out_again_is_the_same() {
    SampleRun run = clone("true", "");
    run.plan("v1");
    run.handmadeBaseline().squash(false, true);
    run.git("rm", "--quiet", "--cached", "-r", ".");
    run.git("reset", "--quiet", "--hard");
    assertTrue(run.text("alembic/versions/baseline-v1.sql").contains("\r\n"));
    assertTrue(run.squash(false, true).contains("is committed already"));
  }

  @Test
  void the_work_tree_is_read_with_the_line_ends_that_git_stores() {
    SampleRun run = clone("true", "");
    run.write("new.txt", "a\r\nb\r\n");
    run.write("binary", "a\r\n\0");
    try (GitRepository repository = GitRepository.containing(run.root())) {
      SourceTree work = repository.workTree();
      SourceTree head = repository.tree("HEAD");
      assertArrayEquals(head.read(KEPT).orElseThrow(), work.read(KEPT).orElseThrow());
      assertEquals(head.list("alembic", true), work.list("alembic", true));
      assertEquals("a\nb\n", text(work, "new.txt"));
      assertEquals("a\r\n\0", text(work, "binary"));
    }
  }

  private static String text(SourceTree tree, String path) {
    return new String(tree.read(path).orElseThrow(), StandardCharsets.UTF_8);
  }
}
