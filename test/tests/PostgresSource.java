package tests;

import console.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import postgres.PostgresInstallation;
import process.Processes;
import process.TemporaryFolder;
import process.UserCache;

/**
 * The folder {@code src/test/regress} out of PostgreSQL's source package, with the C functions that
 * its scripts need compiled beside them. It stays in the user's cache.
 *
 * @param folder the folder
 */
record PostgresSource(Path folder) {
  /** From here on psql tells the scripts where they are; before, they were templates. */
  private static final int OLDEST = 15;

  private static final Path REGRESS = Path.of("src/test/regress");
  private static final List<String> FUNCTIONS =
      List.of("src/test/regress/regress", "contrib/spi/refint", "contrib/spi/autoinc");

  /**
   * The folder for a server, fetched if it is not in the cache: some 35 MB, half a minute.
   *
   * @throws Failure if it cannot be had, with the reason
   */
  static PostgresSource of(PostgresInstallation postgres) {
    if (postgres.major() < OLDEST) {
      throw new Failure(
          "the regression scripts of PostgreSQL " + postgres.major() + " are templates",
          "Install PostgreSQL " + OLDEST + " or later.");
    }
    Path kept = UserCache.folder().resolve("postgresql-" + postgres.major() + "-regress");
    if (!Files.isDirectory(kept)) {
      try (TemporaryFolder work = new TemporaryFolder("source")) {
        Path tree = Files.createDirectory(work.path().resolve("tree"));
        run(
            work.path(),
            "tar",
            "-xf",
            archive(postgres, work.path()).toString(),
            "--strip-components=1",
            "--no-same-owner",
            "--no-same-permissions",
            "--directory=" + tree);
        build(tree);
        keep(tree.resolve(REGRESS), kept);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
    return new PostgresSource(kept);
  }

  /** The scripts in groups that may run at the same time, in the order of the groups. */
  List<List<String>> schedule() {
    try (Stream<String> lines = Files.lines(folder.resolve("parallel_schedule"))) {
      String test = "test:";
      return lines
          .filter(line -> line.startsWith(test))
          .map(line -> List.of(line.substring(test.length()).strip().split("\\s+")))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The source of the server's own version, else of the newest that the mirror still has. */
  private static Path archive(PostgresInstallation postgres, Path work) throws IOException {
    String name = "postgresql-" + postgres.major();
    DebianMirror mirror = new DebianMirror(Files.createDirectory(work.resolve("mirror")));
    List<String> versions =
        mirror.versions(name).stream()
            .sorted(
                Comparator.comparing(
                        (String version) -> version.startsWith(postgres.version() + "-"))
                    .thenComparing(Comparator.naturalOrder())
                    .reversed())
            .toList();
    Optional<Failure> last = Optional.empty();
    for (String version : versions) {
      try {
        return mirror.archive(name, version);
      } catch (Failure gone) {
        last = Optional.of(gone);
      }
    }
    throw last.orElse(
        new Failure(
            "this machine's Debian mirrors have no source package " + name,
            "Install the PostgreSQL of this machine's Debian."));
  }

  private static void build(Path tree) {
    run(tree, "./configure", "--quiet", "--without-readline", "--without-zlib", "--without-icu");
    run(tree, "make", "--silent", "--directory=src/backend", "generated-headers");
    for (String function : FUNCTIONS) {
      String library = REGRESS.resolve(Path.of(function).getFileName() + ".so").toString();
      run(tree, "gcc", "-O1", "-shared", "-fPIC", "-Isrc/include", function + ".c", "-o", library);
    }
  }

  /** Whoever comes second finds the work done. */
  private static void keep(Path built, Path kept) throws IOException {
    Path copy = Files.createDirectories(kept.getParent()).resolve(kept.getFileName() + ".new");
    run(kept.getParent(), "rm", "-rf", copy.toString());
    run(kept.getParent(), "cp", "-R", built.toString(), copy.toString());
    Files.move(copy, kept);
  }

  private static void run(Path folder, String... words) {
    Processes.command(words).in(folder).with("LC_ALL", "C").check();
  }
}
