package packaging;

import config.AlembicConfig;
import console.Console;
import console.Failure;
import git.Change;
import git.SourceTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import process.StoredBytes;
import project.Project;

/** Sees to it that the SQL beside revisions is shipped with them. */
public final class PackagingPhase {
  private final Project project;
  private final Console console;

  public PackagingPhase(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * Says what it finds for each version location, asks, edits the files that tell the packager, and
   * stages exactly that. What cannot be edited safely is said with the text to add.
   */
  public void run() {
    SourceTree tree = project.repository().workTree();
    AlembicConfig config = AlembicConfig.read(tree, project.config(tree));
    List<Finding> findings = Packaging.findings(tree, config);
    if (findings.isEmpty()) {
      console.good(
          "there is no SQL in "
              + String.join(", ", config.versionLocations())
              + ": nothing has to be shipped");
    }
    findings.forEach(this::say);
    Map<String, StoredBytes> edits = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding instanceof Finding.Edit edit) {
        edits.putAll(edit.change().written());
      }
    }
    if (!edits.isEmpty()) {
      apply(edits);
    }
  }

  /** Warns where a state of the repository would leave the SQL out of packages. */
  public static void hint(Console console, SourceTree tree, AlembicConfig config) {
    for (Finding finding : Packaging.findings(tree, config)) {
      if (finding instanceof Finding.Edit) {
        console.warn(finding.sentence() + ": run `update-packaging`");
      } else if (finding instanceof Finding.Advice advice) {
        console.warn(advice.sentence() + ". " + advice.text());
      }
    }
  }

  private void say(Finding finding) {
    if (finding instanceof Finding.Shipped) {
      console.good(finding.sentence());
    } else if (finding instanceof Finding.Edit edit) {
      console.say(edit.sentence());
      console.say(console.style().good("  + " + edit.path() + ": " + edit.added()));
    } else if (finding instanceof Finding.Advice advice) {
      console.warn(advice.sentence() + ". " + advice.text());
    }
  }

  private void apply(Map<String, StoredBytes> edits) {
    List<String> changed = project.repository().uncommitted();
    for (String path : edits.keySet()) {
      if (changed.contains(path)) {
        throw new Failure(
            path + " has changes that are not committed, and they would be staged with the edit",
            "Commit or stash them first.");
      }
    }
    if (!console.questions().confirm("Edit?")) {
      throw new Failure("nothing was edited: the answer was no", "");
    }
    project.journal().apply("update-packaging", new Change(edits, Set.of()));
    console.good("edited and staged " + String.join(", ", edits.keySet()));
  }
}
