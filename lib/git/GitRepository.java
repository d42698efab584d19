package git;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A git repository with a work tree, read and changed through JGit and the git program. */
public final class GitRepository implements AutoCloseable {
  /** What to do where a shallow clone lacks a name or a commit. */
  public static final String UNSHALLOW =
      "This is a shallow clone; fetch the rest with `git fetch --unshallow --tags`.";

  private final Repository repository;
  private final Path root;
  private final Refs refs;
  private final GitProgram program;
  private final PartialCloneObjects promised;

  private GitRepository(Repository repository, Path root) {
    this.repository = repository;
    this.root = root;
    this.refs = new Refs(repository);
    this.program = new GitProgram(repository);
    this.promised = new PartialCloneObjects(repository, program);
  }

  /**
   * The repository whose work tree holds the folder; linked worktrees count.
   *
   * @throws Failure if there is none
   */
  public static GitRepository containing(Path dir) {
    UserHome.follow();
    try {
      Path real = dir.toRealPath();
      FileRepositoryBuilder builder =
          new FileRepositoryBuilder().findGitDir(real.toFile()).setMustExist(true);
      if (builder.getGitDir() == null) {
        throw new Failure(
            dir + " is not in a git repository",
            "Run in the project's clone, or name it with --project-root.");
      }
      Repository repository = GitProgram.checkingThatItOpens(real, builder::build);
      if (repository.isBare()) {
        repository.close();
        throw new Failure(dir + " is a bare git repository", "Run in a clone with a work tree.");
      }
      return new GitRepository(repository, repository.getWorkTree().toPath().toRealPath());
    } catch (IOException unreadable) {
      throw new Failure(
          dir + " cannot be read as a git repository: " + unreadable.getMessage(),
          "Name the project's folder with --project-root.",
          unreadable);
    }
  }

  /** The folder of the work tree, without symbolic links on the way. */
  public Path root() {
    return root;
  }

  /** The branch that is checked out; empty when HEAD is detached. */
  public Optional<String> branch() {
    try {
      String full = repository.getFullBranch();
      return full != null && full.startsWith(Constants.R_HEADS)
          ? Optional.of(full.substring(Constants.R_HEADS.length()))
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("HEAD", unreadable);
    }
  }

  /**
   * The id of the commit that is checked out.
   *
   * @throws Failure if nothing was committed yet
   */
  public String headCommit() {
    return head().name();
  }

  /** Paths that differ from HEAD, staged or not, and untracked ones that git does not ignore. */
  public List<String> uncommitted() {
    List<String> words =
        List.of("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames");
    return GitProgram.fields(program.command(words).check()).stream()
        .map(entry -> entry.substring("XY ".length()))
        .sorted()
        .toList();
  }

  /**
   * The commit that a name stands for: a tag, else a branch, else a remote branch, else what git's
   * own syntax makes of it, a prefix of a commit's id included.
   *
   * @throws Failure if several commits start with it
   */
  public Optional<Commit> find(String ref) {
    Optional<Commit> named = findNamed(ref);
    return named.isPresent() ? named : refs.expression(ref);
  }

  /** The commit of the tag, else branch, else remote branch of this name. */
  public Optional<Commit> findNamed(String name) {
    return refs.named(name);
  }

  /** All tags of commits, the newest commit first. */
  public List<Tag> tags() {
    return refs.tags();
  }

  /** All branches, local ones first. */
  public List<Branch> branches() {
    return refs.branches();
  }

  /** The files of a commit, by its id or any name of it. */
  public SourceTree tree(String commit) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = repository.resolve(commit + "^{commit}");
      if (id == null) {
        throw new Failure("there is no commit " + commit, "Fetch it with `git fetch`.");
      }
      ObjectId tree = walk.parseCommit(id).getTree();
      return new GitTree(repository, promised, tree, "commit " + id.abbreviate(10).name());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("commit " + commit, unreadable);
    }
  }

  /** The files as they lie in the work tree. */
  public SourceTree workTree() {
    return new WorkTree(repository, root);
  }

  /** Whether history was cut off when the repository was cloned. */
  public boolean isShallow() {
    return Files.exists(repository.getCommonDirectory().toPath().resolve("shallow"));
  }

  /** Whether the clone left objects at its remote, to fetch them when they are needed. */
  public boolean isPartial() {
    return promised.mayMiss();
  }

  /**
   * Fetches what a partial clone lacks of these folders' history, all at once: one by one, as they
   * are read, would take a connection each. Does nothing in a whole clone.
   *
   * @throws Failure if the remote cannot be reached
   */
  public void fetchHistory(List<String> folders) {
    promised.fetchHistory(folders);
  }

  /** Whether a commit is the other or among its ancestors. */
  public boolean isAncestor(String ancestor, String descendant) {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(
          walk.parseCommit(ObjectId.fromString(ancestor)),
          walk.parseCommit(ObjectId.fromString(descendant)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the commits " + ancestor + " and " + descendant, unreadable);
    }
  }

  /**
   * Makes a branch at HEAD and checks it out; no file changes.
   *
   * @throws Failure if the name is taken or no branch can have it
   */
  public void createBranch(String name) {
    refs.createBranch(name, head());
  }

  /** Adds a line to the repository's own {@code info/exclude}, unless it is there. */
  public void excludeLocally(String pattern) {
    Path exclude = repository.getCommonDirectory().toPath().resolve("info").resolve("exclude");
    try {
      String before = Files.exists(exclude) ? Files.readString(exclude) : "";
      if (before.lines().noneMatch(pattern::equals)) {
        String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        Files.createDirectories(exclude.getParent());
        Path place = Files.exists(exclude) ? exclude.toRealPath() : exclude;
        Path part = place.resolveSibling(place.getFileName() + ".alembic_squash");
        Files.writeString(part, before + separator + pattern + "\n");
        Files.move(
            part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(exclude.toString(), failed);
    }
  }

  /** Writes the files of a commit, as git stores them, into a folder that is empty or not there. */
  public void export(String commit, Path target) {
    promised.fetchTree(commit);
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId tree = walk.parseCommit(repository.resolve(commit)).getTree();
      new Export(repository, target).write(tree);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("commit " + commit, unreadable);
    }
  }

  /**
   * The paths of files of the work tree that git ignores.
   *
   * @param folders which folders to look into, by their paths; the root always is
   */
  public List<String> ignoredFiles(Predicate<String> folders) {
    return new WorkTree(repository, root).ignored(folders);
  }

  /** The paths in the index, sorted. */
  public List<String> trackedFiles() {
    return new WorkTree(repository, root).tracked();
  }

  /**
   * The paths in the index of files that people of this project write: not generated, copied or
   * ignored ones.
   */
  public List<String> writtenFiles() {
    promised.fetchAttributes();
    return WrittenFiles.of(repository);
  }

  /**
   * Commits what is staged, as {@code git commit} does: with the user's identity and signature, and
   * running the hooks.
   *
   * @param said takes what hooks and git say meanwhile
   * @param started takes the number of git's process as soon as it has one
   * @throws Failure if git, a hook or a signing program refuses; all stays staged
   */
  public Commit commit(String message, Consumer<String> said, LongConsumer started) {
    UserCommit.of(root, message, said, started);
    return committed(headCommit());
  }

  /** Has the branch that is checked out stand for another commit; no file changes. */
  public void moveHead(String from, String to, String why) {
    refs.moveHead(ObjectId.fromString(from), ObjectId.fromString(to), why);
  }

  @Override
  public void close() {
    repository.close();
  }

  /** For this package: the repository as JGit has it. */
  Repository jgit() {
    return repository;
  }

  /** For this package: the git program, run for this repository. */
  GitProgram program() {
    return program;
  }

  private Commit committed(String id) {
    try {
      return refs.parsed(ObjectId.fromString(id));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the commit " + id, unreadable);
    }
  }

  /** For this package: fetches files that a partial clone lacks, all at once. */
  void fetchFiles(Collection<String> blobs) {
    promised.fetchFiles(blobs);
  }

  /** What a file holds, by its id. */
  public byte[] bytes(String blob) {
    try {
      return promised.reading(() -> repository.open(ObjectId.fromString(blob)).getBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the file " + blob, unreadable);
    }
  }

  /** For this package: the commit that is checked out. */
  ObjectId head() {
    try {
      Ref head = repository.exactRef(Constants.HEAD);
      if (head == null || head.getObjectId() == null) {
        throw new Failure("the repository " + root + " has no commit yet", "Commit the project.");
      }
      return head.getObjectId();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("HEAD", unreadable);
    }
  }

  /** Git's own folder of this work tree. */
  public Path gitFolder() {
    return repository.getDirectory().toPath();
  }

  /** The file that is its index. */
  public Path index() {
    return repository.getIndexFile().toPath();
  }
}
