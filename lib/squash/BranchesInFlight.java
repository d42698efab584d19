package squash;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.RevisionScripts;
import config.AlembicConfig;
import console.Console;
import console.Failure;
import git.Branch;
import git.GitRepository;
import git.SourceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import source.ProjectConstants;

/** Finds branches that add a revision on top of one that is squashed: it would hang in the air. */
public final class BranchesInFlight {
  private static final int SHOWN = 5;
  private static final String REMEDY = "%s to be rebased onto the baseline";

  private final GitRepository repository;
  private final AlembicConfig config;
  private final Map<String, Optional<RevisionScript>> parsed = new HashMap<>();

  public BranchesInFlight(GitRepository repository, AlembicConfig config) {
    this.repository = repository;
    this.config = config;
  }

  /**
   * Warns of them in one sentence: of all that many may have, only the first are named.
   *
   * @param known the revisions before the squash
   * @param squashed the ids that go, without the cut
   */
  public void warn(Console console, RevisionGraph known, Set<String> squashed) {
    Map<String, List<String>> sentences = sentences(known, squashed);
    List<String> all = sentences.values().stream().flatMap(List::stream).toList();
    if (sentences.size() <= 1) {
      all.forEach(sentence -> console.warn(sentence + ": it " + REMEDY.formatted("has")));
    } else {
      all.forEach(console::detail);
      int more = sentences.size() - SHOWN;
      console.warn(
          sentences.size()
              + " branches add revisions after squashed ones and "
              + REMEDY.formatted("have")
              + ": "
              + sentences.keySet().stream().limit(SHOWN).collect(Collectors.joining(", "))
              + (more > 0 ? " and " + more + " more" : "")
              + " (-v tells which revisions)");
    }
  }

  /** By the branch's name; what several branches have is told of the first. */
  private Map<String, List<String>> sentences(RevisionGraph known, Set<String> squashed) {
    Map<String, List<String>> sentences = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (Branch branch : repository.branches()) {
      for (RevisionScript script : added(branch, known)) {
        List<String> gone = new ArrayList<>(script.parents());
        gone.retainAll(squashed);
        if (!gone.isEmpty() && seen.add(script.revision())) {
          sentences
              .computeIfAbsent(branch.name(), name -> new ArrayList<>())
              .add(sentence(branch, script, gone));
        }
      }
    }
    return sentences;
  }

  private static String sentence(Branch branch, RevisionScript script, List<String> gone) {
    return "branch "
        + branch.name()
        + " adds revision "
        + script.title()
        + " after "
        + String.join(", ", gone)
        + ", which is squashed";
  }

  private List<RevisionScript> added(Branch branch, RevisionGraph known) {
    SourceTree tree = repository.tree(branch.commit().id());
    ProjectConstants constants = ProjectConstants.of(tree);
    List<RevisionScript> added = new ArrayList<>();
    for (String location : config.versionLocations()) {
      for (SourceTree.Entry entry : tree.list(location, config.recursive())) {
        parsed
            .computeIfAbsent(entry.blob(), blob -> parse(tree, entry, constants))
            .filter(script -> known.find(script.revision()).isEmpty())
            .ifPresent(added::add);
      }
    }
    return added;
  }

  /** Another branch's unreadable script is not ours to complain about. */
  private static Optional<RevisionScript> parse(
      SourceTree tree, SourceTree.Entry entry, ProjectConstants constants) {
    if (!RevisionScripts.isRevisionFile(entry.path())) {
      return Optional.empty();
    }
    Optional<byte[]> bytes = tree.read(entry.path());
    try {
      return bytes.map(source -> RevisionScripts.parse(entry.path(), source, constants));
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }
}
