package verify;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import archive.OriginalRevisions;
import config.AlembicConfig;
import config.ConfigSection;
import console.Failure;
import git.Commit;
import git.DiffStat;
import git.GitRepository;
import git.SourceTree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import plan.Squashplan;
import project.BaselineAnswers;
import project.Project;
import project.SquashedRevisions;

/**
 * Two states of a repository, to compare.
 *
 * @param commit the commit that has the originals
 * @param afterCommit the commit to judge; empty for the work tree
 * @param config Alembic's configuration in both, relative to the repository's root
 * @param before the revisions of the originals
 * @param after the revisions to judge
 * @param squash what was squashed in between, where that is so
 * @param isOneTree whether both are one state that has an archive: its originals, and what stands
 *     in for them
 */
record TwoStates(
    String commit,
    Optional<String> afterCommit,
    ConfigSection config,
    RevisionGraph before,
    RevisionGraph after,
    Optional<SquashedRevisions> squash,
    boolean isOneTree) {
  private static final String WORK_TREE = "worktree";

  /**
   * The states that are named, else the plan's commit and the work tree.
   *
   * @throws Failure if there is no such tag, branch or commit, or its revisions cannot be read
   */
  static TwoStates of(Project project, VerifyPhase.Options options, Optional<Squashplan> plan) {
    GitRepository repository = project.repository();
    String commit =
        plan.map(Squashplan::commit)
            .orElseGet(() -> commit(repository, options.before().orElseThrow()));
    SourceTree committed = repository.tree(commit);
    ConfigSection config = plan.map(Squashplan::config).orElseGet(() -> project.config(committed));
    repository.fetchHistory(AlembicConfig.read(committed, config).versionLocations());
    Optional<String> afterCommit =
        options
            .after()
            .filter(name -> !name.equals(WORK_TREE))
            .map(name -> commit(repository, name));
    SourceTree judged = judged(repository, afterCommit);
    RevisionGraph before = RevisionGraph.read(committed, config);
    RevisionGraph after = RevisionGraph.read(judged, config);
    return new TwoStates(
        commit,
        afterCommit,
        config,
        before,
        after,
        plan.map(SquashedRevisions::of).or(() -> SquashedRevisions.between(before, after)),
        false);
  }

  /**
   * The two ways to a database of one state: its baseline, or the originals that it keeps, and the
   * revisions on top of either.
   *
   * @return empty if it has no archive
   */
  static Optional<TwoStates> ofArchive(Project project, VerifyPhase.Options options) {
    GitRepository repository = project.repository();
    Optional<String> afterCommit =
        options
            .after()
            .filter(name -> !name.equals(WORK_TREE))
            .map(name -> commit(repository, name));
    SourceTree judged = judged(repository, afterCommit);
    ConfigSection config = project.config(judged);
    AlembicConfig read = AlembicConfig.read(judged, config);
    RevisionGraph after = RevisionGraph.read(judged, config);
    return OriginalRevisions.read(judged, read)
        .map(archive -> archive.graph(after))
        .map(
            before ->
                new TwoStates(
                    afterCommit.orElseGet(repository::headCommit),
                    afterCommit,
                    config,
                    before,
                    after,
                    SquashedRevisions.between(before, after),
                    true));
  }

  /** What was answered about generated values, as the baseline that was made in between has it. */
  BaselineAnswers answers(GitRepository repository) {
    return BaselineAnswers.of(
        judged(repository, afterCommit),
        squash.flatMap(made -> after.find(made.cut())).stream().toList());
  }

  /** What the later state says of databases at revisions that it has no more. */
  OldHistory oldHistory(GitRepository repository) {
    return OldHistory.of(repository.tree(commit), judged(repository, afterCommit), this);
  }

  private static SourceTree judged(GitRepository repository, Optional<String> afterCommit) {
    return afterCommit.map(repository::tree).orElseGet(repository::workTree);
  }

  private static String commit(GitRepository repository, String name) {
    return repository
        .find(name)
        .map(Commit::id)
        .orElseThrow(
            () ->
                Failure.usage(
                    "there is no tag, branch or commit " + name,
                    repository.isShallow()
                        ? GitRepository.UNSHALLOW
                        : "Name one that `git log` knows."));
  }

  /** The state to judge, in words. */
  String afterName() {
    return afterCommit.map(Commit::brief).orElse("the work tree");
  }

  /** The originals' state, in words. */
  String beforeName() {
    return isOneTree ? "the archived originals of " + afterName() : beforeCommit();
  }

  private String beforeCommit() {
    return Commit.brief(commit);
  }

  /**
   * The revision to build databases at, beside head: the cut, unless it is the only head, where at
   * the cut is at head.
   */
  Optional<String> cut() {
    return squash
        .map(SquashedRevisions::cut)
        .filter(cut -> before.heads().stream().anyMatch(head -> !head.revision().equals(cut)));
  }

  /** The files of revisions that after has and before has not, or otherwise; sorted. */
  List<String> changedRevisions() {
    return after.ids().stream()
        .map(id -> after.find(id).orElseThrow())
        .filter(
            script ->
                before
                    .find(script.revision())
                    .filter(then -> Arrays.equals(then.source(), script.source()))
                    .isEmpty())
        .map(RevisionScript::path)
        .sorted()
        .toList();
  }

  /** The files that changed in between. */
  DiffStat changed(GitRepository repository) {
    return afterCommit
        .map(id -> DiffStat.between(repository, commit, id))
        .orElseGet(() -> DiffStat.since(repository, commit));
  }
}
