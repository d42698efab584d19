package deployed;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.ScriptDirectory;
import config.AlembicConfig;
import config.ConfigSection;
import git.GitRepository;
import git.History;
import git.SourceTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import project.Project;

/**
 * The revisions of the work tree, and what git knows of those that are no longer there.
 *
 * @param config Alembic's configuration
 * @param present the revisions of the work tree
 * @param history what the commits up to here had
 * @param removals what commits took away, by their ids, the newest first
 * @param squashes the squashes among them, the newest first
 * @param older what the tree has for databases at squashed revisions
 * @param ladder which releases lead up to today's revisions
 * @param origin where other revisions may be
 */
record KnownRevisions(
    ConfigSection config,
    RevisionGraph present,
    History history,
    Map<String, Set<String>> removals,
    List<MadeSquash> squashes,
    OlderDatabases older,
    ReleaseLadder ladder,
    RevisionOrigin origin) {

  /** Reads them. */
  static KnownRevisions of(Project project) {
    GitRepository repository = project.repository();
    SourceTree tree = repository.workTree();
    ConfigSection section = project.config(tree);
    AlembicConfig config = AlembicConfig.read(tree, section);
    repository.fetchHistory(config.versionLocations());
    RevisionGraph present = RevisionGraph.read(tree, section);
    History history =
        History.walk(
            repository,
            repository.headCommit(),
            config.versionLocations(),
            config.recursive(),
            new ScriptDirectory()::revisionOf);
    Map<String, Set<String>> removals = history.removals(present.ids());
    return new KnownRevisions(
        section,
        present,
        history,
        removals,
        MadeSquash.all(repository, section, present, removals.keySet()),
        OlderDatabases.in(tree, config),
        new ReleaseLadder(repository, section, history, present.ids()),
        new RevisionOrigin(repository, section, present));
  }

  /** The last squash, if there was one. */
  Optional<MadeSquash> squash() {
    return squashes.stream().findFirst();
  }

  /** Whether a squash took a revision away. */
  boolean isSquashed(String revision) {
    return older.archived().contains(revision)
        || squashes.stream().anyMatch(squash -> squash.squash().gone().contains(revision));
  }

  /** The commit that took a revision away, without a squash. */
  Optional<String> removedBy(String revision) {
    return removals.entrySet().stream()
        .filter(removal -> removal.getValue().contains(revision))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The upgrade to type, in this tree. */
  String upgrade() {
    return alembic("upgrade " + (present.heads().size() > 1 ? "heads" : "head"));
  }

  /** A command of Alembic's, as it is typed for this configuration. */
  String alembic(String command) {
    boolean isUsual = config.name().equals(ConfigSection.USUAL);
    return "`alembic " + (isUsual ? "" : "--name " + config.name() + " ") + command + "`";
  }

  /** The revisions that `upgrade` would apply to a database that is at these. */
  Set<String> ahead(Set<String> heads) {
    Set<String> ahead = new HashSet<>(present.ids());
    heads.forEach(head -> ahead.removeAll(present.lineage(head)));
    return ahead;
  }

  /** Of these heads, one that another comes after: Alembic calls them overlapping. */
  Optional<RevisionScript> overlapping(Set<String> heads) {
    return heads.stream()
        .filter(head -> heads.stream().anyMatch(other -> present.ancestors(other).contains(head)))
        .findFirst()
        .flatMap(present::find);
  }

  /** The messages of revisions, for a sentence. */
  String title(String revision) {
    return present
        .find(revision)
        .or(() -> squash().flatMap(last -> last.before().find(revision)))
        .map(RevisionScript::title)
        .orElse(revision);
  }
}
