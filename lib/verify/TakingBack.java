package verify;

import alembic.RevisionGraph;
import config.AlembicConfig;
import git.DiffStat;
import git.GitRepository;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import project.Project;

/** How a squash that is not right is taken back. */
final class TakingBack {
  private TakingBack() {}

  /**
   * The git command that fits what was done: a squash that is staged, or one that is committed.
   *
   * @return a sentence; empty if no squash of the work tree is looked at
   */
  static String advice(Project project, TwoStates states) {
    if (states.isOneTree()) {
      return "The baseline, the archived originals and the revisions on top have to make the same"
          + " database: undo what was edited in one of them, or retire the archive (`squash"
          + " --drop-archive`).";
    }
    if (states.squash().isEmpty() || states.afterCommit().isPresent()) {
      return "";
    }
    Set<String> gone = states.squash().get().gone();
    RevisionGraph committed = RevisionGraph.read(project.head(), states.config());
    boolean isCommitted = gone.stream().noneMatch(id -> committed.find(id).isPresent());
    return isCommitted
        ? "To take the squash back: git revert the commit that made it, HEAD if it is the last."
        : "To take the staged squash back: git restore --staged --worktree -- "
            + String.join(" ", staged(project, states));
  }

  /** The version locations stand for all that lies in them. */
  private static Set<String> staged(Project project, TwoStates states) {
    GitRepository repository = project.repository();
    List<String> locations =
        AlembicConfig.read(repository.workTree(), states.config()).versionLocations();
    Set<String> places = new TreeSet<>();
    for (DiffStat.Changed changed : DiffStat.staged(repository).files()) {
      String place =
          locations.stream()
              .filter(location -> changed.path().startsWith(location + "/"))
              .findFirst()
              .orElse(changed.path());
      places.add(fromFolder(project, place));
    }
    return places;
  }

  /** As git takes a path in the project's folder: from the repository's root if that differs. */
  private static String fromFolder(Project project, String place) {
    boolean isRoot = project.folder().equals(project.repository().root());
    return (isRoot ? "" : ":/") + (place.contains(" ") ? "'" + place + "'" : place);
  }
}
