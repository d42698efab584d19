package squash;

import archive.OldDatabases;
import config.AlembicConfig;
import config.ConfigSection;
import console.Console;
import console.Failure;
import git.Change;
import git.Commit;
import git.DiffStat;
import git.GitRepository;
import git.SourceTree;
import project.Project;

/** Retires an archive of originals: databases at squashed revisions are only told what to do. */
public final class DropArchivePhase {
  private static final String COMMAND = "squash --drop-archive";
  private static final String MESSAGE =
      """
      alembic: retire the archive of squashed revisions

      Databases at one of them are told which release to install first.
      """;

  private final Project project;

  public DropArchivePhase(Project project) {
    this.project = project;
  }

  /**
   * Shows what goes, asks, and stages it.
   *
   * @param commit whether to commit it too
   * @throws Failure if there is no archive, or its files are not as committed
   */
  public void run(boolean commit) {
    Console console = project.console();
    GitRepository repository = project.repository();
    SourceTree head = project.head();
    ConfigSection section = project.config(head);
    Change change =
        OldDatabases.retired(head, AlembicConfig.read(head, section))
            .orElseThrow(
                () ->
                    new Failure(
                        "there is no archive of squashed revisions to retire",
                        "`squash --history=archive` makes one."));
    SourceTree work = repository.workTree();
    for (String path : change.paths()) {
      if (!head.stored(path).equals(work.stored(path))) {
        throw new Failure(
            path + " differs from what is committed", "Commit it, or restore it with git.");
      }
    }
    console.heading("Retire the archive");
    change.removed().stream()
        .sorted()
        .forEach(path -> console.say(console.style().bad("  - " + path)));
    change.written().keySet().forEach(path -> console.say(console.style().odd("  ~ " + path)));
    if (!console.questions().confirm("Retire it?")) {
      throw new Failure("not retired: the answer was no", "");
    }
    project.journal().apply(COMMAND, change);
    console.good("retired and staged; the guard stays");
    DiffStat.staged(repository).lines().forEach(console::say);
    if (commit) {
      Commit made = project.journal().commit(COMMAND, change, MESSAGE, console::say);
      console.good("committed " + made.id().substring(0, 10) + " " + made.subject());
    }
  }
}
