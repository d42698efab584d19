package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.Answers;
import conditions.FoundConditions;
import console.Failure;
import git.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plan.PlanOptions;
import plan.PlanPhase;
import plan.Squashplan;
import process.Processes;
import tests.BuiltHistory.Talk;

/** Clones that leave out objects or commits. */
class IncompleteCloneTest {
  @TempDir Path folder;
  private BuiltHistory origin;
  private Talk talk = Talk.sayingYes(true);

  /** Two releases; since the first a script was edited, another moved, and a file removed. */
  @BeforeEach
  void releases() {
    origin = BuiltHistory.project(folder.resolve("origin"));
    origin.config("uploadpack", "allowFilter", "true");
    origin.versionsIn("old/versions").file("notes.txt", "first\n");
    origin.file("alembic.ini", "[alembic]\nscript_location = old\n").revision("a1aa");
    origin.revision("b2bb", "a1aa").committed("one").tag("v1");
    origin.move("old/versions/a1aa_step.py", "alembic/versions/a1aa_step.py");
    origin.move("old/versions/b2bb_step.py", "alembic/versions/b2bb_step.py");
    origin.versionsIn("alembic/versions").remove("notes.txt");
    origin.file("alembic.ini", "[alembic]\nscript_location = alembic\n").committed("moved");
    origin.revisionWith("EDITED = True\n", "b2bb", "a1aa").revision("c3cc", "b2bb");
    origin.committed("two").tag("v2").revision("d4dd", "c3cc").committed("three");
  }

  @AfterEach
  void close() {
    origin.close();
  }

  private Path cloned(String name, String... options) {
    Path clone = folder.resolve(name);
    List<String> words = new ArrayList<>();
    words.addAll(List.of("git", "clone", "--quiet"));
    words.addAll(List.of(options));
    words.addAll(List.of("file://" + origin.root(), clone.toString()));
    Processes.command(words).check();
    return clone;
  }

  private static String git(Path clone, String... words) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return Processes.command(command).in(clone).check().output();
  }

  private PlanPhase phase(GitRepository repository, Path clone, Optional<String> ref) {
    talk = Talk.sayingYes(true);
    PlanOptions options =
        new PlanOptions(ref, Optional.empty(), false, "local", Map.of(), Answers.NONE);
    return new PlanPhase(
        talk.console(), repository, clone, new FoundConditions(repository), options);
  }

  private Squashplan plan(Path clone, String ref) {
    try (GitRepository repository = GitRepository.containing(clone)) {
      return phase(repository, clone, Optional.of(ref)).run();
    }
  }

  private String tags(Path clone) {
    try (GitRepository repository = GitRepository.containing(clone)) {
      phase(repository, clone, Optional.empty()).listTags(false);
      return talk.data();
    }
  }

  private static long missing(Path clone) {
    return git(clone, "rev-list", "--objects", "--all", "--missing=print")
        .lines()
        .filter(line -> line.startsWith("?"))
        .count();
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), () -> "'" + part + "' is not in:\n" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blob:none", "tree:0", "blob:limit=10"})
  void a_partial_clone_gives_the_plan_of_a_whole_one(String filter) {
    Path whole = cloned("whole");
    Path partial = cloned("partial", "--filter=" + filter);
    assertTrue(missing(partial) > 0);
    assertEquals(tags(whole), tags(partial));
    Squashplan expected = plan(whole, "v1");
    assertEquals(expected, plan(partial, "v1"));
    says(talk.said(), "fetching earlier revision scripts");
    says(talk.said(), "1 squashed revision edited outside of what upgrade() runs");
  }

  @Test
  void fetching_what_is_missing_changes_no_name_and_runs_no_hook() throws Exception {
    Path partial = cloned("partial", "--filter=tree:0", "--no-checkout");
    git(partial, "tag", "mine");
    for (String setting : List.of("fetch.prune", "fetch.pruneTags", "fetch.recurseSubmodules")) {
      git(partial, "config", setting, "true");
    }
    git(partial, "config", "remote.origin.tagOpt", "--tags");
    Path hook = partial.resolve(".git/hooks/reference-transaction");
    Path seen = folder.resolve("seen");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\necho >>" + seen + "\n");
    assertTrue(hook.toFile().setExecutable(true));
    final String before = git(partial, "for-each-ref");
    origin.file("later", "l").committed("later").tag("v3");
    try (GitRepository repository = GitRepository.containing(partial)) {
      repository.fetchHistory(List.of("alembic/versions"));
    }
    assertEquals(before, git(partial, "for-each-ref"));
    assertFalse(Files.exists(seen));
  }

  @Test
  void a_commit_is_exported_from_a_clone_without_files() throws Exception {
    Path partial = cloned("partial", "--filter=blob:none", "--no-checkout");
    try (GitRepository repository = GitRepository.containing(partial)) {
      repository.export(repository.find("v1").orElseThrow().id(), folder.resolve("v1"));
    }
    assertEquals("first\n", Files.readString(folder.resolve("v1/notes.txt")));
  }

  @Test
  void an_unknown_commit_is_not_looked_for_at_the_remote() {
    Path partial = cloned("partial", "--filter=tree:0");
    Failure failure = assertThrows(Failure.class, () -> plan(partial, "1234567890".repeat(4)));
    says(failure.getMessage(), "there is no tag, branch, commit or revision '1234567890");
  }

  @Test
  void a_remote_that_cannot_be_reached_is_told_with_the_command_that_helps() throws Exception {
    Path partial = cloned("partial", "--filter=blob:none");
    Path away = folder.resolve("away");
    Files.move(origin.root(), away);
    Failure failure = assertThrows(Failure.class, () -> plan(partial, "v1"));
    says(
        failure.getMessage(),
        "this is a partial clone, and objects that it leaves out could not be fetched: fatal: '");
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
    String advice = failure.hint().lines().findFirst().orElseThrow();
    String command = advice.substring(advice.indexOf("git fetch"));
    Files.move(away, origin.root());
    git(partial, command.substring("git ".length()).split(" "));
    assertEquals(0, missing(partial));
  }

  @Test
  void a_shallow_clone_is_told_where_a_name_is_missing() {
    Path shallow = cloned("shallow", "--depth=1");
    Failure failure = assertThrows(Failure.class, () -> plan(shallow, "v1"));
    says(failure.getMessage(), "there is no tag, branch, commit or revision 'v1'");
    assertEquals(GitRepository.UNSHALLOW, failure.hint());
    String command = failure.hint().replaceFirst(".*`git (.*)`.*", "$1");
    git(shallow, command.split(" "));
    assertEquals("b2bb", plan(shallow, "v1").cut());
  }
}
