package git;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/** Tags, branches, and what a name that the user typed stands for. */
final class Refs {
  private static final List<String> PLACES =
      List.of(Constants.R_TAGS, Constants.R_HEADS, Constants.R_REMOTES);

  private final Repository repository;

  Refs(Repository repository) {
    this.repository = repository;
  }

  List<Tag> tags() {
    List<Tag> tags = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : under(Constants.R_TAGS)) {
        commit(walk, ref)
            .map(commit -> new Tag(ref.getName().substring(Constants.R_TAGS.length()), commit))
            .ifPresent(tags::add);
      }
    }
    tags.sort(
        Comparator.comparing((Tag tag) -> tag.commit().time()).thenComparing(Tag::name).reversed());
    return tags;
  }

  List<Branch> branches() {
    List<Branch> branches = new ArrayList<>();
    for (String place : List.of(Constants.R_HEADS, Constants.R_REMOTES)) {
      for (Ref ref : under(place)) {
        if (!ref.isSymbolic()) {
          commit(ref)
              .map(commit -> new Branch(ref.getName().substring(place.length()), commit))
              .ifPresent(branches::add);
        }
      }
    }
    return branches;
  }

  /** The commit of the tag, else branch, else remote branch of this name. */
  Optional<Commit> named(String name) {
    try {
      for (String place : PLACES) {
        Ref ref = repository.exactRef(place + name);
        if (ref != null) {
          return commit(ref);
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the ref " + name, unreadable);
    }
  }

  /** The commit that git's own syntax names: a prefix of an id, {@code HEAD~2}, and so on. */
  Optional<Commit> expression(String name) {
    return known(name).or(() -> byGit(name).flatMap(this::known));
  }

  /** What JGit does not know: {@code @~2}, {@code :/text}. */
  private Optional<String> byGit(String name) {
    return name.isEmpty() || name.startsWith("-")
        ? Optional.empty()
        : new GitProgram(repository)
            .command(List.of("rev-parse", "--verify", "--quiet", name))
            .run()
            .output()
            .lines()
            .findFirst();
  }

  private Optional<Commit> known(String name) {
    try {
      ObjectId id = repository.resolve(name + "^{commit}");
      return id == null ? Optional.empty() : Optional.of(parsed(id));
    } catch (AmbiguousObjectException several) {
      throw Failure.usage(
          "'" + name + "' is the start of " + several.getCandidates().size() + " objects of git",
          "Give more digits of the commit.");
    } catch (RevisionSyntaxException
        | IncorrectObjectTypeException
        | MissingObjectException notACommit) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the ref " + name, unreadable);
    }
  }

  Commit parsed(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return Commit.of(walk.parseCommit(id));
    }
  }

  private List<Ref> under(String prefix) {
    try {
      return repository.getRefDatabase().getRefsByPrefix(prefix);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the refs under " + prefix, unreadable);
    }
  }

  private Optional<Commit> commit(Ref ref) {
    try (RevWalk walk = new RevWalk(repository)) {
      return commit(walk, ref);
    }
  }

  /** Empty for a tag of something else than a commit. */
  private static Optional<Commit> commit(RevWalk walk, Ref ref) {
    try {
      RevObject peeled = walk.peel(walk.parseAny(ref.getObjectId()));
      return peeled instanceof RevCommit commit ? Optional.of(Commit.of(commit)) : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the ref " + ref.getName(), unreadable);
    }
  }

  /** Makes a branch and points HEAD at it; one that stands there already may be half of that. */
  void createBranch(String name, ObjectId commit) {
    String full = Constants.R_HEADS + name;
    try {
      if (!Repository.isValidRefName(full)) {
        throw new Failure("'" + name + "' cannot be a branch's name", "Make a branch yourself.");
      }
      Ref there = repository.exactRef(full);
      boolean isHalf =
          there != null
              && commit.equals(there.getObjectId())
              && !full.equals(repository.getFullBranch());
      if (there != null && !isHalf) {
        throw new Failure(
            "the branch " + name + " exists already", "Check it out: git switch " + name);
      }
      if (there == null) {
        RefUpdate create = repository.updateRef(full);
        create.setNewObjectId(commit);
        create.setRefLogMessage("branch: Created from HEAD", false);
        expect(create.update(), RefUpdate.Result.NEW, full);
      }
      RefUpdate link = repository.updateRef(Constants.HEAD, repository.getFullBranch() == null);
      link.setRefLogMessage("checkout: moving to " + name, false);
      expect(link.link(full), RefUpdate.Result.FORCED, Constants.HEAD);
    } catch (IOException failed) {
      throw new UncheckedIOException("the branch " + name, failed);
    }
  }

  /** Has HEAD, and the branch that it points at, stand for another commit. */
  void moveHead(ObjectId from, ObjectId to, String why) {
    try {
      RefUpdate update = repository.updateRef(Constants.HEAD);
      update.setExpectedOldObjectId(from);
      update.setNewObjectId(to);
      update.setRefLogMessage(why, false);
      expect(update.forceUpdate(), RefUpdate.Result.FORCED, Constants.HEAD);
    } catch (IOException failed) {
      throw new UncheckedIOException(Constants.HEAD, failed);
    }
  }

  private static void expect(RefUpdate.Result is, RefUpdate.Result expected, String ref)
      throws IOException {
    if (is != expected) {
      throw new IOException("updating " + ref + " gave " + is);
    }
  }
}
