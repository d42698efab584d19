package measured;

import java.nio.file.Path;
import java.util.List;
import process.TemporaryFolder;

/** A whole run on generated projects, beside what has to be done in any case. */
public final class RunRow implements Row {
  private static final List<Integer> REVISIONS = List.of(150, 50, 500, 1500);
  private static final String DOCKERFILE = "dockerfile";
  private static final List<String> ENGINES = List.of("local", DOCKERFILE);

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String about() {
    return "run-REVISIONS-light|heavy-local|dockerfile: a whole run, beside one upgrade, dump and"
        + " load by hand, or the ancestor's steps";
  }

  @Override
  public List<String> sizes() {
    return ENGINES.stream()
        .flatMap(
            engine -> GeneratedProject.sizes(name(), REVISIONS).map(size -> size + "-" + engine))
        .toList();
  }

  @Override
  public List<Result> measure(Workplace workplace, String size) throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder("run")) {
      GeneratedProject project = GeneratedProject.create(workplace, folder.path(), size);
      return workplace.measured(
          size.endsWith(DOCKERFILE) ? withImages(project, size) : local(project, size));
    }
  }

  private static Contest local(GeneratedProject project, String size) {
    Path root = project.repository().folder();
    MeasuredCommand run = project.local("run", project.repository().tag());
    return new Contest(size)
        .floor("by hand", () -> project.byHand(root))
        .add("run", project::reset, run::run);
  }

  /** The ancestor has no way to squash: what it looks at is what the tool made beforehand. */
  private static Contest withImages(GeneratedProject project, String size) throws Exception {
    project.squashed();
    Path squashed = project.repository().folder().resolveSibling("squashed");
    project.git("worktree", "add", "--quiet", "--detach", squashed.toString(), "work");
    project.git("reset", "--quiet", "--hard", "main");
    Path originals = project.originals();
    MeasuredCommand run = project.dockerfile("run", project.repository().tag());
    return new Contest(size)
        .floor(
            "the ancestor's steps",
            () -> {
              project.changed(originals);
              return project.changed(squashed);
            },
            () -> project.ancestor(originals, squashed))
        .add("by hand, without images", () -> project.byHand(originals).wallAlone())
        .add(
            "run",
            () -> {
              project.reset();
              project.changed(project.repository().folder());
              return project.git("commit", "--quiet", "--message=nonce");
            },
            () -> run.run().wallAlone());
  }
}
