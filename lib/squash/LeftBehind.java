package squash;

import alembic.RevisionGraph;
import archive.OldDatabases;
import config.AlembicConfig;
import console.Console;
import git.ChangedTree;
import git.SourceTree;
import imports.SquashedImports.Use;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import plan.ImportedRevisions;
import plan.Squashplan;
import project.Project;
import project.SquashedRevisions;

/** What a squash leaves in files that people write and on its branches, that needs what is gone. */
final class LeftBehind {
  private static final int SHOWN = 12;

  private final Project project;
  private final Console console;
  private final Squashplan plan;
  private final SourceTree head;
  private final RevisionGraph graph;

  /**
   * @param head the files before the squash
   * @param graph their revisions
   */
  LeftBehind(Project project, Squashplan plan, SourceTree head, RevisionGraph graph) {
    this.project = project;
    this.console = project.console();
    this.plan = plan;
    this.head = head;
    this.graph = graph;
  }

  /** Lists it: what will fail comes first. */
  void tell(SquashChange squash) {
    Set<String> written = new TreeSet<>(project.repository().writtenFiles());
    List<Use> imports = imports(written);
    tell(
        imports.stream().map(Use::sentence).toList(),
        "that no migration runs "
            + (imports.size() == 1 ? "imports" : "import")
            + " a revision that is gone, and will fail");
    tell(
        mentions(squash, written).stream()
            .filter(mention -> imports.stream().noneMatch(mention::isAt))
            .map(DanglingReferences.Mention::toString)
            .toList(),
        "left in the repository name a revision or file that is gone");
    new BranchesInFlight(project.repository(), config())
        .warn(console, graph, SquashedRevisions.of(plan).gone());
  }

  private void tell(List<String> lines, String what) {
    if (!lines.isEmpty()) {
      console.warn(Console.counted(lines.size(), "line") + " " + what);
      lines.stream().limit(SHOWN).forEach(line -> console.say("  " + line));
      if (lines.size() > SHOWN) {
        console.say("  and " + (lines.size() - SHOWN) + " more");
      }
    }
  }

  private AlembicConfig config() {
    return AlembicConfig.read(head, plan.config());
  }

  private List<Use> imports(Set<String> written) {
    return new ImportedRevisions(head, config(), plan.in(graph))
        .others().stream().filter(use -> written.contains(use.path())).toList();
  }

  private List<DanglingReferences.Mention> mentions(SquashChange squash, Set<String> written) {
    Set<String> gone = SquashedRevisions.of(plan).gone();
    Set<String> left = new TreeSet<>(graph.ids());
    left.removeAll(gone);
    Set<String> paths = new TreeSet<>(written);
    paths.removeAll(squash.added());
    SourceTree after = new ChangedTree(head, squash.change());
    paths.removeAll(OldDatabases.files(after, config()));
    return new DanglingReferences(gone, left, squash.change().removed())
        .in(new ChangedTree(head, squash.change()), List.copyOf(paths));
  }
}
