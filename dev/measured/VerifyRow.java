package measured;

import java.nio.file.Path;
import java.util.List;
import process.Processes;
import process.TemporaryFolder;

/** The proof alone, as a pull request runs it. */
public final class VerifyRow implements Row {
  private static final List<Integer> REVISIONS = List.of(50, 150, 500, 1500);

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String about() {
    return "verify-REVISIONS-light|heavy: verify of a committed squash, without and with what it"
        + " keeps in the user's cache";
  }

  @Override
  public List<String> sizes() {
    return GeneratedProject.sizes(name(), REVISIONS).toList();
  }

  @Override
  public List<Result> measure(Workplace workplace, String size) throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder("verify")) {
      GeneratedProject project = GeneratedProject.create(workplace, folder.path(), size).squashed();
      Path originals = project.originals();
      Path cache = folder.path().resolve("cache");
      MeasuredCommand verify =
          project
              .local("verify", "--before=main", "--after=worktree")
              .with("XDG_CACHE_HOME", cache.toString());
      return workplace.measured(
          new Contest(size)
              .floor("by hand", () -> project.byHand(originals))
              .add(
                  "verify, cold",
                  () -> {
                    project.reset();
                    return Processes.command("rm", "-rf", cache.toString()).check();
                  },
                  verify::run)
              .add("verify, with its caches", verify::run));
    }
  }
}
