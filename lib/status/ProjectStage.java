package status;

import alembic.RevisionGraph;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import console.Console;
import console.Failure;
import git.DiffStat;
import git.GitRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plan.PlanFit;
import plan.Squashplan;
import process.StoredBytes;
import project.Project;
import report.ReportFiles;
import statements.BaselineFile;

/**
 * How far a project has come.
 *
 * @param stage the last phase that is done
 * @param done what was done, in sentences, the first phase first
 * @param changed what changed since, in sentences
 * @param next the command to type; empty if nothing is left to do here
 */
record ProjectStage(Stage stage, List<String> done, List<String> changed, String next) {
  /** The phases, by what is there once they are done. */
  enum Stage {
    NOTHING,
    PLANNED,
    DUMPED,
    SQUASHED,
    VERIFIED
  }

  static ProjectStage of(Project project) {
    if (!project.plan().isThere()) {
      return new ProjectStage(
          Stage.NOTHING, List.of("Nothing is planned."), List.of(), "alembic_squash plan");
    }
    return new Look(project, project.plan().read()).stage();
  }

  /** Looks for what each phase leaves. */
  private static final class Look {
    private final Project project;
    private final GitRepository repository;
    private final Squashplan plan;
    private final List<String> done = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();

    Look(Project project, Squashplan plan) {
      this.project = project;
      this.repository = project.repository();
      this.plan = plan;
    }

    ProjectStage stage() {
      done.add(
          "Planned: "
              + plan.name()
              + ", "
              + Console.counted(plan.revs().size(), "revision")
              + " up to "
              + plan.cut()
              + ", of commit "
              + plan.commit().substring(0, 10)
              + ".");
      boolean isCommitted = isSquashed(RevisionGraph.read(project.head(), plan.config()));
      Optional<RevisionGraph> work = workTree();
      boolean isSquashed = work.filter(this::isSquashed).isPresent();
      if (!isCommitted && !isSquashed && !fits()) {
        return new ProjectStage(Stage.PLANNED, done, changed, "alembic_squash plan " + plan.name());
      }
      if (isCommitted && !isSquashed) {
        changed.add("The squash is committed, and the work tree has other revisions.");
      }
      if (!isSquashed) {
        boolean isDumped = isDumped();
        return isDumped
            ? new ProjectStage(Stage.DUMPED, done, changed, "alembic_squash squash")
            : new ProjectStage(Stage.PLANNED, done, changed, "alembic_squash dump-baseline");
      }
      done.add("Squashed: the baseline is " + (isCommitted ? "committed." : "in the work tree."));
      return verified(isCommitted);
    }

    private ProjectStage verified(boolean isCommitted) {
      Path file = new ReportFiles(project.file("")).json();
      Optional<JsonObject> report = report(file);
      boolean isOfThis =
          report
              .filter(found -> found.get("squash").isJsonObject())
              .map(found -> found.getAsJsonObject("squash"))
              .filter(squash -> squash.get("cut").getAsString().equals(plan.cut()))
              .filter(squash -> squash.get("commit").getAsString().equals(plan.commit()))
              .isPresent();
      if (!isOfThis) {
        return new ProjectStage(Stage.SQUASHED, done, changed, "alembic_squash verify");
      }
      String verdict = report.get().get("verdict").getAsString();
      done.add("Verified: " + verdict + ", " + project.shown(file) + ".");
      List<String> later = newerThan(file);
      if (!later.isEmpty()) {
        changed.add("Since the verdict: " + String.join(", ", later) + ".");
      }
      boolean isProven = later.isEmpty() && !verdict.equals("DIFFERENT");
      if (!isProven) {
        return new ProjectStage(Stage.SQUASHED, done, changed, "alembic_squash verify");
      }
      return new ProjectStage(
          Stage.VERIFIED,
          done,
          changed,
          isCommitted ? "git push" : "git commit --file " + project.file("commit-message"));
    }

    /** Revisions that cannot be read are no squash's. */
    private Optional<RevisionGraph> workTree() {
      try {
        return Optional.of(RevisionGraph.read(repository.workTree(), plan.config()));
      } catch (Failure unreadable) {
        changed.add("The work tree: " + unreadable.getMessage() + ".");
        return Optional.empty();
      }
    }

    private boolean isSquashed(RevisionGraph graph) {
      return new PlanFit(plan, graph).isCarriedOut();
    }

    private boolean fits() {
      try {
        project.plan().fitting();
        return true;
      } catch (Failure other) {
        changed.add(other.getMessage() + ".");
        return false;
      }
    }

    private boolean isDumped() {
      String name = BaselineFile.name(plan.name());
      Path file = project.file(name);
      Optional<String> sum = plan.sum(name);
      if (!Files.isRegularFile(file) || sum.isEmpty()) {
        return false;
      }
      done.add("Dumped: " + project.shown(file) + ".");
      try {
        if (!StoredBytes.of(Files.readString(file)).sum().equals(sum.get())) {
          changed.add(project.shown(file) + " was edited since: `squash --edited` takes it so.");
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
      return true;
    }

    private static Optional<JsonObject> report(Path file) {
      try {
        return Files.isRegularFile(file)
            ? Optional.of(new Gson().fromJson(Files.readString(file), JsonObject.class))
            : Optional.empty();
      } catch (JsonSyntaxException edited) {
        return Optional.empty();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    /** Files that differ from the planned commit and were written after this one. */
    private List<String> newerThan(Path report) {
      List<String> paths = new ArrayList<>(repository.uncommitted());
      DiffStat.since(repository, plan.commit()).files().forEach(file -> paths.add(file.path()));
      return paths.stream()
          .distinct()
          .filter(path -> !path.contains(Squashplan.FOLDER + "/"))
          .filter(path -> isNewer(repository.root().resolve(path), report))
          .sorted()
          .toList();
    }

    private static boolean isNewer(Path file, Path other) {
      try {
        FileTime time = Files.getLastModifiedTime(other);
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(time) > 0;
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
