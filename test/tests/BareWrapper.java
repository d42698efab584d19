package tests;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import process.Processes;
import process.UserCache;

/**
 * The wrapper on a machine without JBang, whose PATH has a few tools and nothing else.
 *
 * @param folder what is written is below it: the tools' folder {@code bin}, the cache, JBang's
 */
record BareWrapper(Path folder) {
  static final String VERSION = "0.132.1";
  static final String JAR = "jbang-cli-" + VERSION + "-all.jar";
  static final String REPOSITORY_FOLDER = "/dev/jbang/jbang-cli/" + VERSION + "/";
  static final List<String> FETCHERS = List.of("curl", "wget");
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cut",
          "grep",
          "gzip",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sha256sum",
          "shasum",
          "tar",
          "uname");

  /** Makes the PATH. */
  static BareWrapper in(Path folder) throws Exception {
    BareWrapper wrapper = new BareWrapper(folder);
    Files.createDirectories(wrapper.bin());
    Files.createDirectories(wrapper.cache());
    TOOLS.forEach(wrapper::link);
    FETCHERS.forEach(wrapper::link);
    return wrapper;
  }

  /** The one folder of the PATH. */
  Path bin() {
    return folder.resolve("bin");
  }

  /** Where the wrapper keeps what it fetches. */
  Path cache() {
    return folder.resolve("cache/alembic_squash");
  }

  /** What is in there. */
  List<Path> cached() throws Exception {
    try (Stream<Path> files = Files.list(cache())) {
      return files.sorted().toList();
    }
  }

  /** Where the wrapper keeps JBang. */
  Path jar() {
    return cache().resolve(JAR);
  }

  /** Spares the download of JBang. */
  BareWrapper withJBang() throws Exception {
    Files.copy(genuineJBang(), jar());
    return this;
  }

  /** The checked jar that the wrapper fetched for this user, or fetches now. */
  static Path genuineJBang() {
    Path jar = UserCache.folder().resolve(JAR);
    if (!Files.exists(jar)) {
      Processes.command(Checkout.root().resolve("jbang").toString(), "--version").check();
    }
    return jar;
  }

  /** The wrapper, with the JDK that runs this. */
  Processes.Command command(String... arguments) {
    return command(List.of(arguments));
  }

  /** As {@link #command(String...)}. */
  Processes.Command command(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(Checkout.root().resolve("jbang").toString()));
    words.addAll(arguments);
    return Processes.command(words)
        .with("PATH", bin().toString())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("XDG_CACHE_HOME", folder.resolve("cache").toString())
        .with("JBANG_DIR", folder.resolve("jbang").toString())
        .without("ALEMBIC_SQUASH_MAVEN", "ALEMBIC_SQUASH_JDK", "ALEMBIC_SQUASH_JDK_SHA256")
        .without("JBANG_CACHE_DIR", "http_proxy", "https_proxy", "all_proxy", "no_proxy")
        .without("HTTPS_PROXY", "ALL_PROXY", "NO_PROXY");
  }

  /** Puts a tool of this machine on the PATH, if it has it. */
  void link(String tool) {
    Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(found -> Processes.command("ln", "-s", found + "", bin() + "/" + tool).check());
  }

  /** Writes a program of the shell. */
  static void program(Path file, String script) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
