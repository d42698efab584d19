package phases;

import console.Console;
import git.DiffStat;
import git.GitRepository;
import git.Push;
import java.nio.file.Path;
import project.Project;
import report.ReportFiles;
import squash.CommitMessage;

/** What is left to do once a squash is proven, in five lines, and the commit's message. */
public final class NextSteps {
  private final Project project;
  private final Console console;
  private final GitRepository repository;

  /** Of a project whose squash was proven. */
  public NextSteps(Project project) {
    this.project = project;
    this.console = project.console();
    this.repository = project.repository();
  }

  /** Says it. */
  public void say() {
    boolean isStaged = !DiffStat.staged(repository).files().isEmpty();
    Path report = new ReportFiles(project.file("")).html();
    Path message = project.file(CommitMessage.FILE);
    console.heading("Next:");
    step("review", git(isStaged ? "diff --staged" : "show") + ", and " + project.shown(report));
    step(
        "commit",
        isStaged
            ? git("commit --file " + typed(message))
            : "done; to reword it " + git("commit --amend"));
    step(
        "push",
        Push.words(repository)
            .map(this::git)
            .orElse(git("push") + ", once there is a remote: " + git("remote add origin URL")));
    step("or take it back", console.typed("alembic_squash undo"));
    CommitMessage.read(project).filter(text -> isStaged).ifPresent(text -> say(text, message));
  }

  private void say(String text, Path file) {
    console.say("");
    console.say("The commit's message, in " + project.shown(file) + " to edit:");
    console.say("");
    text.lines().forEach(line -> console.say(("    " + line).stripTrailing()));
  }

  private void step(String what, String how) {
    console.say("  " + what + ": " + how);
  }

  /** A command of git's, as it is typed in the folder that the user is in. */
  private String git(String words) {
    boolean isHere = Path.of("").toAbsolutePath().startsWith(repository.root());
    return "git " + (isHere ? "" : "-C " + typed(repository.root()) + " ") + words;
  }

  private String typed(Path path) {
    Path here = Path.of("").toAbsolutePath();
    boolean isBelow = path.startsWith(here) && !path.equals(repository.root());
    String word = isBelow ? here.relativize(path).toString() : path.toString();
    return word.matches("[\\w./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
