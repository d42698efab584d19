package tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A project of two revisions that is a git repository, and the phases on it. */
final class CommittedProject {
  private CommittedProject() {}

  /**
   * Makes it in a new folder; the tag {@code v1} has its first revision.
   *
   * @param first what that does, in Python
   * @param options what every phase is given
   */
  static SampleRun create(Path folder, String first, String... options) throws Exception {
    Path root = Files.createDirectories(folder.resolve("app")).toRealPath();
    SmallProject project =
        new SmallProject(root)
            .write(
                "alembic.ini",
                """
                [alembic]
                script_location = migrations
                sqlalchemy.url = postgresql://nobody@localhost/nothing
                """)
            .revision("a1a1a1a1a1a1", Optional.empty(), first.split("\n"));
    SampleRun run = new SampleRun(root, List.of(options)).initialised();
    run.commitAll("one");
    run.git("tag", "v1");
    project.revision(
        "b2b2b2b2b2b2",
        Optional.of("a1a1a1a1a1a1"),
        "op.execute('CREATE TABLE two (id int PRIMARY KEY)')");
    run.commitAll("two");
    return run;
  }
}
