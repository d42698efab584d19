package measured;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import process.TemporaryFolder;

/** How long a plan takes in repositories of many revisions and commits, beside git itself. */
public final class PlanRow implements Row {
  private static final List<Integer> REVISIONS = List.of(500, 100, 2000);
  private static final List<Integer> COMMITS = List.of(20_000, 1_000, 100_000);

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String about() {
    return "plan-REVISIONS-COMMITS: plan of a generated repository, beside one git log";
  }

  @Override
  public List<String> sizes() {
    return REVISIONS.stream()
        .flatMap(revisions -> COMMITS.stream().flatMap(commits -> size(revisions, commits)))
        .toList();
  }

  /** Each revision has a commit of its own, and most commits have none. */
  private static Stream<String> size(int revisions, int commits) {
    return commits >= 2 * revisions ? Stream.of("plan-" + revisions + "-" + commits) : Stream.of();
  }

  @Override
  public List<Result> measure(Workplace workplace, String size) throws Exception {
    String[] words = size.split("-", -1);
    try (TemporaryFolder folder = new TemporaryFolder("plan")) {
      GeneratedRepository repository =
          GeneratedRepository.create(
              folder.path().resolve("app"),
              GeneratedApplication.LIGHT.files(),
              Integer.parseInt(words[1]),
              Integer.parseInt(words[2]));
      Path root = repository.folder();
      List<String> log = List.of("git", "log", "--name-status", "HEAD");
      List<String> locationLog =
          Stream.concat(log.stream(), Stream.of("--", GeneratedMigrations.VERSIONS)).toList();
      List<String> plan = workplace.tool().plainJava("plan", repository.tag());
      return workplace.measured(
          new Contest(size)
              .floor("git log --name-status", MeasuredCommand.in(root, log)::run)
              .add("the same of the version location", MeasuredCommand.in(root, locationLog)::run)
              .add("plan", MeasuredCommand.in(root, plan)::run));
    }
  }
}
