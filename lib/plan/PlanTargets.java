package plan;

import alembic.RevisionNames;
import alembic.RevisionScript;
import alembic.ScriptDirectory.Source;
import config.AlembicConfig;
import config.ConfigFinder;
import console.Console;
import console.Failure;
import console.SimilarNames;
import git.Branch;
import git.Commit;
import git.GitRepository;
import git.SourceTree;
import git.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a name stands for: a tag or branch, else a revision's whole id or branch label, else
 * one of Alembic's own names such as {@code head}, else a commit, else the start of a revision's
 * id.
 */
final class PlanTargets {
  private final Console console;
  private final GitRepository repository;
  private final CommittedRevisions committed;

  PlanTargets(Console console, GitRepository repository, CommittedRevisions committed) {
    this.console = console;
    this.repository = repository;
    this.committed = committed;
  }

  /**
   * The target of a name; says which was taken where it could be two things.
   *
   * @throws Failure if nothing has this name, naming what is spelled like it; or where none of the
   *     revisions that were there exists now
   */
  PlanTarget find(String ref) {
    Optional<Commit> named = repository.findNamed(ref);
    if (named.isEmpty() && isWhole(ref)) {
      return upTo(committed.graph().resolve(ref).orElseThrow());
    }
    if (named.isEmpty()) {
      Optional<List<RevisionScript>> heads = new RevisionNames(committed.graph()).find(ref);
      if (heads.isPresent()) {
        return upTo(ref, heads.get());
      }
    }
    Optional<Commit> commit = named.isPresent() ? named : repository.find(ref);
    if (commit.isPresent()) {
      startingWith(ref)
          .ifPresent(
              script ->
                  console.warn(
                      "'"
                          + ref
                          + "' is taken as git's, commit "
                          + commit.get().shortId()
                          + "; for the revision give its whole id, "
                          + script.revision()));
      return at(ref, commit.get());
    }
    RevisionScript revision = committed.graph().resolve(ref).orElseThrow(() -> unknown(ref));
    console.say("'" + ref + "' is taken as the revision " + revision.title());
    return upTo(revision);
  }

  private boolean isWhole(String ref) {
    return committed.graph().find(ref).isPresent()
        || committed.graph().branchLabels().containsKey(ref);
  }

  private PlanTarget upTo(RevisionScript script) {
    String id = script.revision();
    return new PlanTarget(id, id, Optional.empty(), withAncestors(List.of(script)), Map.of());
  }

  private PlanTarget upTo(String ref, List<RevisionScript> heads) {
    if (heads.isEmpty()) {
      throw Failure.usage(
          "'" + ref + "' is before the first revision, so there is nothing to squash",
          "Run `plan` without a name to see the tags.");
    }
    console.say(
        "'"
            + ref
            + "' is taken as "
            + heads.stream().map(RevisionScript::title).collect(Collectors.joining(", ")));
    return heads.size() == 1
        ? upTo(heads.get(0))
        : new PlanTarget(ref, ref, Optional.empty(), withAncestors(heads), Map.of());
  }

  private Set<String> withAncestors(List<RevisionScript> heads) {
    Set<String> revisions = new HashSet<>();
    heads.forEach(head -> revisions.addAll(committed.graph().lineage(head.revision())));
    return revisions;
  }

  private PlanTarget at(String ref, Commit commit) {
    SourceTree tree = repository.tree(commit.id());
    Map<String, byte[]> sources = new HashMap<>();
    sources(ref, tree).stream()
        .filter(this::isPresent)
        .forEach(source -> sources.put(source.id(), source.bytes()));
    if (sources.isEmpty()) {
      throw new Failure(
          Commit.brief(ref) + " holds none of the project's present revisions",
          "Run `plan` without a name to see the tags that do.");
    }
    return new PlanTarget(
        ref, lasting(ref, commit), Optional.of(commit), Set.copyOf(sources.keySet()), sources);
  }

  /** A branch moves on, and so does HEAD~1: their commit does not. */
  private String lasting(String ref, Commit commit) {
    boolean isTag = repository.tags().stream().anyMatch(tag -> tag.name().equals(ref));
    return isTag ? ref : commit.id();
  }

  /** The scripts of the ref's own tree, by the configuration that it had then, else by today's. */
  private List<Source> sources(String ref, SourceTree tree) {
    String path = committed.config().configPath();
    String name = Commit.brief(ref);
    boolean isThere = tree.read(path).isPresent();
    String why =
        isThere
            ? "as " + path + " was in " + name + ", it does not lead to these revisions"
            : path + " is not in " + name + ", and what is there does not know these revisions";
    List<Source> best = List.of();
    try {
      List<String> candidates =
          isThere ? List.of(path) : ConfigFinder.find(tree, committed.folder(), Optional.empty());
      best = best(tree, candidates);
    } catch (Failure unreadable) {
      why = unreadable.getMessage();
    }
    if (present(best) > 0) {
      return best;
    }
    List<Source> today = committed.scripts().sources(tree, committed.config());
    if (present(today) > 0) {
      console.warn(
          why + ": the revision scripts of " + name + " are read where today's " + path + " says");
    }
    return today;
  }

  private List<Source> best(SourceTree tree, List<String> candidates) {
    List<Source> best = List.of();
    for (String candidate : candidates) {
      List<Source> sources =
          committed
              .scripts()
              .sources(tree, AlembicConfig.read(tree, committed.config().source().in(candidate)));
      if (present(sources) > present(best)) {
        best = sources;
      }
    }
    return best;
  }

  private long present(List<Source> sources) {
    return sources.stream().filter(this::isPresent).count();
  }

  private boolean isPresent(Source source) {
    return committed.graph().find(source.id()).isPresent();
  }

  /** As the graph resolves it; nothing where several fit, for git's meaning is taken then. */
  private Optional<RevisionScript> startingWith(String ref) {
    try {
      return committed.graph().resolve(ref);
    } catch (Failure several) {
      return Optional.empty();
    }
  }

  private Failure unknown(String ref) {
    Stream<String> tags = repository.tags().stream().map(Tag::name);
    Stream<String> branches = repository.branches().stream().map(Branch::name);
    List<String> nearest =
        SimilarNames.nearest(
            ref,
            Stream.of(tags, branches, committed.graph().ids().stream()).flatMap(s -> s).toList());
    return Failure.usage(
        "there is no tag, branch, commit or revision '" + ref + "'", hint(nearest));
  }

  private String hint(List<String> nearest) {
    if (repository.isShallow()) {
      return GitRepository.UNSHALLOW;
    }
    return nearest.isEmpty()
        ? "Run `plan` without a name to see the tags."
        : "Did you mean " + String.join(", or ", nearest) + "?";
  }
}
