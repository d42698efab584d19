package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import git.Change;
import git.Commit;
import git.GitRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import journal.Journal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** A commit of what is staged is the one that the user's own git would make. */
class UserCommitTest {
  private static final String MESSAGE = "a squash\n\n# 3 revisions\n\n  of them\n";

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private BuiltHistory built;
  private GitRepository repository;

  @BeforeEach
  void stage() {
    built = BuiltHistory.empty(folder.resolve("repo")).file("old.py", "o\n").committed("first");
    repository = built.open();
    byte[] text = "n\n".getBytes(StandardCharsets.UTF_8);
    new Journal(repository, repository.root().resolve(".alembic_squash"))
        .apply("squash", Change.of(Map.of("new.py", text), Set.of("old.py")));
    built.file("open.py", "not staged\n");
  }

  @AfterEach
  void close() {
    repository.close();
    built.close();
  }

  private Commit commit() {
    return repository.commit(MESSAGE, said::add, pid -> {});
  }

  private String git(String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(words));
    return Processes.command(command).in(built.root()).check().output();
  }

  private void hook(String name, String script) throws Exception {
    Path hook = built.root().resolve(".git/hooks").resolve(name);
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + script);
    assertTrue(hook.toFile().setExecutable(true));
  }

  private Failure refused() {
    String before = git("rev-parse", "HEAD") + git("ls-files", "--stage") + git("status", "-s");
    Failure failure = assertThrows(Failure.class, this::commit);
    assertEquals(
        before, git("rev-parse", "HEAD") + git("ls-files", "--stage") + git("status", "-s"));
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
    assertTrue(failure.getMessage().startsWith("`git commit` did not"), failure.getMessage());
    assertTrue(failure.hint().startsWith("All is staged"), failure.hint());
    return failure;
  }

  private static void says(Failure failure, String part) {
    assertTrue(failure.getMessage().endsWith(part), failure.getMessage());
  }

  @Test
  void it_has_the_message_the_identity_and_what_is_staged() {
    Map.of("cleanup", "strip", "template", "/none", "verbose", "true")
        .forEach((name, value) -> git("config", "commit." + name, value));
    Commit commit = commit();
    assertEquals(repository.headCommit(), commit.id());
    assertEquals("a squash", commit.subject());
    assertEquals(
        MESSAGE + "A Tester <tester@example.org>",
        git("log", "-1", "--format=%B%cn <%ce>").strip().replace("\n\nA T", "\nA T"));
    assertEquals("A\tnew.py\nD\told.py\n", git("show", "--format=", "--name-status"));
    assertEquals(List.of("open.py"), repository.uncommitted());
    assertEquals(List.of(), said);
  }

  @Test
  void it_is_signed_with_the_key_of_the_configuration() throws Exception {
    Path key = folder.resolve("key");
    Processes.command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()).check();
    Path allowed = folder.resolve("allowed");
    Files.writeString(allowed, "tester@example.org " + Files.readString(folder.resolve("key.pub")));
    git("config", "commit.gpgSign", "true");
    git("config", "gpg.format", "ssh");
    git("config", "gpg.ssh.allowedSignersFile", allowed.toString());
    git("config", "user.signingKey", key.toString());
    commit();
    git("verify-commit", "HEAD");
  }

  @Test
  void a_signing_program_that_refuses_is_told_in_its_words() throws Exception {
    Path program =
        Files.writeString(folder.resolve("gpg"), "#!/bin/sh\necho no card >&2\nexit 2\n");
    assertTrue(program.toFile().setExecutable(true));
    git("config", "commit.gpgSign", "true");
    git("config", "gpg.program", program.toString());
    String message = refused().getMessage();
    assertTrue(message.contains("gpg failed to sign the data"), message);
  }

  @Test
  void a_missing_identity_is_told_in_gits_words() {
    git("config", "user.name", "");
    says(refused(), ": Author identity unknown");
    assertTrue(String.join("\n", said).contains("git config --global user.name"), said.toString());
  }

  @Test
  void a_hook_that_refuses_is_told_in_its_words() throws Exception {
    hook("pre-commit", "echo 'new.py: too short'\nexit 1\n");
    says(refused(), ": new.py: too short");
    hook("pre-commit", "exit 3\n");
    says(refused(), ": it ended with exit code 1");
  }

  @Test
  void hooks_run_as_git_runs_them_and_are_heard() throws Exception {
    hook("pre-commit", "echo checked; git diff --cached --name-only -- '*.py' >&2\n");
    hook("commit-msg", "echo 'Signed-off-by: T' >> \"$1\"\n");
    hook("post-commit", "test -z \"$GIT_WORK_TREE$GIT_LITERAL_PATHSPECS\" && echo done\n");
    assertEquals("a squash", commit().subject());
    assertEquals(List.of("checked", "new.py", "old.py", "done"), said);
    assertTrue(git("log", "-1", "--format=%B").contains("Signed-off-by: T"));
  }

  @Test
  void nothing_staged_is_no_commit() {
    git("reset", "--quiet");
    says(refused(), "no changes added to commit (use \"git add\" and/or \"git commit -a\")");
  }

  @Test
  void a_squash_that_a_hook_refused_is_committed_once_it_agrees() throws Exception {
    SampleRun sample = SampleRun.create(folder);
    sample.plan("hearthd-24.11");
    Path hook = sample.path(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\necho no ticket\nexit 1\n");
    assertTrue(hook.toFile().setExecutable(true));
    sample.handmadeBaseline();
    String head = sample.git("rev-parse", "HEAD");
    says(assertThrows(Failure.class, () -> sample.squash(false, true)), ": no ticket");
    String staged = sample.git("write-tree");
    assertEquals(head, sample.git("rev-parse", "HEAD"));
    Files.delete(hook);
    assertTrue(sample.squash(false, true).contains("committed"));
    assertEquals(head, sample.git("rev-parse", "HEAD~1"));
    assertEquals(staged, sample.git("rev-parse", "HEAD^{tree}"));
  }

  @Test
  void a_repository_around_this_one_is_left_alone() throws Exception {
    git("init", "--quiet", folder.toString());
    git("config", "core.worktree", built.root().toString());
    Files.move(built.root().resolve(".git"), folder.resolve("elsewhere"));
    repository.close();
    String opened = folder.resolve("elsewhere").toString();
    Files.writeString(folder.resolve("around.py"), "a");
    Processes.command("git", "add", "around.py").in(folder).check();
    Path dot = built.root().resolve(".git");
    Files.writeString(dot, "gitdir: " + opened + "\n");
    repository = built.open();
    Files.delete(dot);
    says(
        assertThrows(Failure.class, this::commit),
        ": fatal: not a git repository (or any of the parent directories): .git");
  }
}
