package engine;

import console.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import postgres.LocalCluster;
import postgres.PostgresInstallation;
import postgres.ScramVerifier;
import process.Processes;
import process.Unprivileged;
import process.UserCache;

/**
 * The data directory that a run's clusters are copies of. What {@code initdb} makes is kept in the
 * user's cache, by all that it depends on; it holds no password.
 */
final class ClusterTemplate {
  private static final Duration MADE_WITHIN = Duration.ofMinutes(5);
  private static final String KEPT = "cluster-";
  private static final Duration KEPT_FOR = Duration.ofDays(60);

  /**
   * Who may enter, and how. By the Unix socket, which others on this machine cannot reach, a
   * password is said: to prove one costs Java more than most of what it then asks. Otherwise the
   * superuser proves its password.
   */
  private static final String HOSTS =
      """
      local all all password
      host all %s 127.0.0.1/32 scram-sha-256
      host all all 127.0.0.1/32 password
      """
          .formatted(LocalCluster.SUPERUSER);

  private final PostgresInstallation postgres;
  private final Unprivileged user;
  private final Path folder;

  /**
   * Makes nothing yet.
   *
   * @param postgres the programs to run
   * @param user runs the cluster
   * @param folder that user's, for it to be made in
   */
  ClusterTemplate(PostgresInstallation postgres, Unprivileged user, Path folder) {
    this.postgres = postgres;
    this.user = user;
    this.folder = folder;
  }

  /** Makes it, with this password of the superuser's. */
  Path make(String password) {
    Path data = folder.resolve("template");
    String locales = knownLocales();
    try {
      Path kept = UserCache.folder().resolve(KEPT + key(locales));
      if (Files.isDirectory(kept)) {
        copy(kept, data);
        Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
      } else {
        initialise(data, locale(locales));
        Files.writeString(data.resolve("pg_hba.conf"), HOSTS);
        keep(data, kept);
      }
    } catch (IOException unwritable) {
      throw new Failure(
          "no cluster can be made in " + folder + ": " + unwritable.getMessage(),
          "Make room there, or set another folder with -Djava.io.tmpdir.",
          unwritable);
    }
    setPassword(data, password);
    return data;
  }

  private void initialise(Path data, String locale) {
    as(
            "initdb",
            "--pgdata=" + data,
            "--username=" + LocalCluster.SUPERUSER,
            "--auth=reject",
            "--encoding=UTF8",
            "--locale=" + locale,
            "--wal-segsize=1",
            "--no-sync")
        .check();
  }

  /** In its single-user mode, where nobody else can enter before it has one. */
  private void setPassword(Path data, String password) {
    as("postgres", "--single", "-D", data.toString(), "-c", "fsync=off", "postgres")
        .stdin(
            "ALTER ROLE %s PASSWORD '%s'\n"
                .formatted(LocalCluster.SUPERUSER, ScramVerifier.ofRandom(password)))
        .check();
  }

  /** Letters beyond ASCII have a case in C.UTF-8 and none in C; not every system has the former. */
  private static String locale(String known) {
    return known
            .lines()
            .anyMatch(name -> name.equalsIgnoreCase("C.UTF-8") || name.equalsIgnoreCase("C.utf8"))
        ? "C.UTF-8"
        : "C";
  }

  /** Those of the system, which {@code initdb} makes collations of. */
  private static String knownLocales() {
    return Processes.command("sh", "-c", "command -v locale >/dev/null && locale -a")
        .run()
        .output();
  }

  /** All that decides what {@code initdb} makes here. */
  private String key(String locales) throws IOException {
    Path program = postgres.program("postgres");
    List<String> parts =
        List.of(
            postgres.version(),
            "%d %s".formatted(Files.size(program), Files.getLastModifiedTime(program)),
            user.toString(),
            HOSTS,
            locales);
    return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /** Beside others that do the same. Where the cache cannot be written, the next run makes it. */
  private static void keep(Path data, Path kept) {
    Path part = kept.resolveSibling(kept.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(kept.getParent());
      removeUnused(kept.getParent());
      copy(data, part);
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | Failure notKept) {
      remove(part);
    }
  }

  private static void removeUnused(Path cache) throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(KEPT_FOR));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(cache, KEPT + "*")) {
      for (Path one : all) {
        if (Files.getLastModifiedTime(one).compareTo(limit) < 0) {
          remove(one);
        }
      }
    }
  }

  /** Also while the JVM ends. */
  static void remove(Path folder) {
    Processes.command("rm", "-rf", folder.toString()).cleansUp().run();
  }

  /** With owners and rights; into a folder that is not there yet. */
  static void copy(Path from, Path to) {
    Processes.command("cp", "-a", from.toString(), to.toString()).check();
  }

  private Processes.Command as(String program, String... arguments) {
    List<String> words = new ArrayList<>(List.of(postgres.program(program).toString()));
    words.addAll(List.of(arguments));
    return Processes.command(user.words(words))
        .named(program)
        .in(folder)
        .with("LC_ALL", "C")
        .within(MADE_WITHIN);
  }
}
