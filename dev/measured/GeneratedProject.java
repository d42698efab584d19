//FILES measured/ancestor.sh=ancestor.sh
//FILES measured/by_hand.sh=by_hand.sh

package measured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import process.Processes;
import process.TemporaryFolder;
import process.Unprivileged;

/**
 * A generated project that can be migrated on this machine, and what is done with it.
 *
 * @param repository its repository; a branch is checked out
 * @param library the folder for PYTHONPATH
 */
record GeneratedProject(Workplace workplace, GeneratedRepository repository, Path library) {
  private static final int COMMITS_OF_A_REVISION = 3;
  private static final int MORE_COMMITS = 50;

  private static final String HEAVY = "heavy";
  private static final List<String> APPLICATIONS = List.of("light", HEAVY);

  /**
   * The names of sizes that a row has, each as {@code verify-150-light}.
   *
   * @param row its name
   * @param revisions the usual count first
   */
  static Stream<String> sizes(String row, List<Integer> revisions) {
    return APPLICATIONS.stream()
        .flatMap(
            application -> revisions.stream().map(count -> row + "-" + count + "-" + application));
  }

  /**
   * Makes one.
   *
   * @param folder an empty folder
   * @param size begins as those of {@link #sizes}
   */
  static GeneratedProject create(Workplace workplace, Path folder, String size) throws IOException {
    String[] words = size.split("-", -1);
    int revisions = Integer.parseInt(words[1]);
    GeneratedApplication application =
        words[2].equals(HEAVY) ? GeneratedApplication.heavy() : GeneratedApplication.LIGHT;
    Path library = folder.resolve("library");
    Files.createDirectories(library);
    application.install(library);
    return new GeneratedProject(
        workplace,
        GeneratedRepository.create(
            folder.resolve("app"),
            application.files(),
            revisions,
            revisions * COMMITS_OF_A_REVISION + MORE_COMMITS),
        library);
  }

  /** A command of the tool in it, with an engine of this machine. */
  MeasuredCommand local(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--yes", "--engine=local", "--python=" + workplace.python()));
    return tool(all);
  }

  /** A command of the tool in it, which builds images. */
  MeasuredCommand dockerfile(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--yes", "--engine=dockerfile"));
    return tool(all);
  }

  private MeasuredCommand tool(List<String> arguments) {
    List<String> words = workplace.tool().plainJava(arguments.toArray(String[]::new));
    return MeasuredCommand.in(repository.folder(), words).with("PYTHONPATH", library.toString());
  }

  /** Alembic's own upgrade of a database, from one of its work trees. */
  MeasuredCommand upgrade(Path tree, String url) {
    List<String> words = List.of(workplace.python().toString(), "-m", "alembic", "upgrade", "head");
    return MeasuredCommand.in(tree, words)
        .with("PYTHONPATH", library.toString())
        .with(GeneratedApplication.URL, url);
  }

  /** Does what cannot be done without, by hand: an upgrade from empty, a dump, a load. */
  Usage byHand(Path tree) throws IOException {
    Unprivileged user = Unprivileged.ofThisProcess();
    try (TemporaryFolder folder = new TemporaryFolder("by-hand")) {
      user.own(folder.path());
      List<String> words = new ArrayList<>(List.of("sh", Resources.copied("by_hand.sh")));
      words.add(workplace.postgres().binaries().toString());
      words.add(folder.path().toString());
      words.add(workplace.python().toString());
      words.add(tree.toString());
      words.addAll(user.words(List.of()));
      return MeasuredCommand.in(tree, words).with("PYTHONPATH", library.toString()).run();
    }
  }

  /** Does what the tool's ancestor does, with images. */
  Usage ancestor(Path originals, Path squashed) throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder("ancestor")) {
      String name = "alembic-squash-measured-" + UUID.randomUUID();
      return MeasuredCommand.in(
              folder.path(),
              List.of(
                  "sh",
                  Resources.copied("ancestor.sh"),
                  folder.path().toString(),
                  originals.toString(),
                  squashed.toString(),
                  GeneratedMigrations.id(repository.squashed()),
                  name))
          .run()
          .wallAlone();
    }
  }

  /** Squashes it, as a commit of the branch that is checked out. */
  GeneratedProject squashed() throws IOException {
    local("run", repository.tag(), "--commit").run();
    return this;
  }

  /** The files of the originals, beside the work tree. */
  Path originals() {
    Path tree = repository.folder().resolveSibling("originals");
    git("worktree", "add", "--quiet", tree.toString(), "main");
    return tree;
  }

  /** Takes back whatever is not committed, ignored files too. */
  Processes.Result reset() {
    git("reset", "--quiet", "--hard");
    return git("clean", "--quiet", "-fdx");
  }

  /** Commits something of no account, so that no layer of an image is there already. */
  Processes.Result changed(Path tree) throws IOException {
    Files.writeString(tree.resolve("nonce"), UUID.randomUUID().toString());
    return git("-C", tree.toString(), "add", "nonce");
  }

  /** Runs git in its work tree. */
  Processes.Result git(String... words) {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(words));
    return Processes.command(line).in(repository.folder()).check();
  }
}
