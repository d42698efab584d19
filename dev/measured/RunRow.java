package measured;

import java.nio.file.Path;
import java.util.List;
import process.TemporaryFolder;

/** A whole run on generated projects, beside what has to be done in any case. */
public final class RunRow implements Row {
  private static final List<Integer> REVISIONS = List.of(150, 50, 500, 1500);
  private static final String HEAVY = "heavy";
  private static final List<String> APPLICATIONS = List.of("light", HEAVY);
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
            engine ->
                APPLICATIONS.stream()
                    .flatMap(
                        application ->
                            REVISIONS.stream()
                                .map(
                                    revisions ->
                                        "run-" + revisions + "-" + application + "-" + engine)))
        .toList();
  }

  @Override
  public int usual() {
    return 1;
  }

  /** The application that a word names. */
  static GeneratedApplication application(String word) {
    return word.equals(HEAVY) ? GeneratedApplication.heavy() : GeneratedApplication.LIGHT;
  }

  @Override
  public List<Result> measure(Workplace workplace, String size) throws Exception {
    String[] words = size.split("-", -1);
    try (TemporaryFolder folder = new TemporaryFolder("run")) {
      GeneratedProject project =
          GeneratedProject.create(
              workplace, folder.path(), Integer.parseInt(words[1]), application(words[2]));
      return workplace.measured(
          words[3].equals(DOCKERFILE) ? withImages(project, size) : local(project, size));
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
