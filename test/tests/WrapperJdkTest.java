package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** The wrapper if there is no JDK that will do: it fetches one, and never half of one. */
@Tag("slow")
class WrapperJdkTest {
  private static final String ARCHIVE = "jdk.tar.gz";

  @TempDir Path folder;
  private BareWrapper wrapper;
  private Path script;
  private Path served;

  @BeforeEach
  void a_machine_without_java() throws Exception {
    wrapper = BareWrapper.in(folder).withJBang();
    served = Files.createDirectory(folder.resolve("served"));
    script = folder.resolve("home.java");
    Files.writeString(
        script,
        """
        class home {
          public static void main(String... arguments) {
            System.out.print(System.getProperty("java.home"));
          }
        }
        """);
  }

  @Test
  void without_java_a_jdk_is_fetched_once_and_runs_all() throws Exception {
    archive("jdk-of-this-machine");
    Path jdk = wrapper.cache().resolve("jdk-" + sha256().substring(0, 12));
    try (FileServer server = new FileServer(served, "/")) {
      Processes.Result first = run(server, sha256()).without("JAVA_HOME").run();
      assertEquals(
          "jbang: there is no Java; fetching a JDK once, about 200 MB, into " + jdk,
          first.errors().lines().findFirst().orElse(""));
      assertEquals(jdk.toString(), first.output(), first.errors());
    }
    Processes.Result again =
        wrapper
            .command(script.toString())
            .without("JAVA_HOME")
            .with("ALEMBIC_SQUASH_JDK_SHA256", sha256())
            .run();
    assertEquals(jdk.toString(), again.output(), again.errors());
    assertEquals("", again.errors());
    assertEquals(List.of(wrapper.jar(), jdk), wrapper.cached());
  }

  @Test
  void an_archive_of_macos_has_its_jdk_further_inside() throws Exception {
    archive("jdk-17.jdk/Contents/Home");
    try (FileServer server = new FileServer(served, "/")) {
      Processes.Result result = run(server, sha256()).without("JAVA_HOME").run();
      assertTrue(result.output().startsWith(wrapper.cache() + "/jdk-"), result.errors());
    }
  }

  @Test
  void a_java_that_will_not_do_is_named_and_the_next_one_is_taken() throws Exception {
    Path old = folder.resolve("jdk8");
    BareWrapper.program(old.resolve("bin/java"), "echo 'openjdk version \"1.8.0_412\"' >&2");
    assertLacks(old, old + "/bin/java is Java 8, and 17 or later is needed");
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");
    assertLacks(old, old + "/bin/java is Java 11, and 17 or later is needed");
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
    assertLacks(old, old + "/bin/java is Java 17 without a compiler, and a JDK is needed");
    Path silent = folder.resolve("silent");
    BareWrapper.program(silent.resolve("bin/java"), "exit 0");
    assertLacks(silent, silent + "/bin/java does not tell its version");
    assertLacks(Path.of("/none"), "there is no Java in JAVA_HOME=/none");
    for (String program : List.of("java", "javac")) {
      String real = System.getProperty("java.home") + "/bin/" + program;
      Processes.command("ln", "-s", real, wrapper.bin() + "/" + program).check();
    }
    Processes.Result result =
        wrapper.command(script.toString()).with("JAVA_HOME", old.toString()).run();
    assertEquals(System.getProperty("java.home"), result.output(), result.errors());
  }

  @Test
  void what_an_address_gives_instead_of_the_jdk_is_never_used() throws Exception {
    Files.writeString(served.resolve(ARCHIVE), "half of a JDK");
    try (FileServer server = new FileServer(served, "/")) {
      assertRefused(
          run(server, "0".repeat(64)).without("JAVA_HOME").run(),
          "is not the JDK that was asked for: its SHA-256 is " + sha256() + ", expected was 000");
      assertRefused(run(server, sha256()).without("JAVA_HOME").run(), "cannot be unpacked");
      Files.delete(served.resolve(ARCHIVE));
      assertRefused(
          run(server, "0".repeat(64)).without("JAVA_HOME").run(),
          "the JDK could not be fetched from " + server.address());
    }
  }

  @Test
  void an_archive_without_a_jdk_for_this_machine_is_refused() throws Exception {
    BareWrapper.program(folder.resolve("packed/jdk/bin/java"), "exit 126");
    BareWrapper.program(folder.resolve("packed/jdk/bin/javac"), "exit 126");
    Files.writeString(folder.resolve("packed/jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
    pack(folder.resolve("packed"), "jdk");
    try (FileServer server = new FileServer(served, "/")) {
      assertRefused(run(server, sha256()).without("JAVA_HOME").run(), "does not run here");
    }
  }

  /** The default's checksums are those of its maker; what is asked for is shown by its failure. */
  @Test
  void the_pinned_jdk_is_asked_for_by_the_machine_that_needs_it() throws Exception {
    Files.delete(wrapper.bin().resolve("curl"));
    Files.deleteIfExists(wrapper.bin().resolve("wget"));
    BareWrapper.program(
        wrapper.bin().resolve("curl"), "for last; do :; done; echo \"$last\"; exit 9");
    for (String[] machine :
        new String[][] {
          {"Linux", "x86_64", "x64_linux"},
          {"Linux", "aarch64", "aarch64_linux"},
          {"Darwin", "x86_64", "x64_mac"},
          {"Darwin", "arm64", "aarch64_mac"}
        }) {
      machine(machine[0], machine[1]);
      Processes.Result result = wrapper.command("--version").without("JAVA_HOME").run();
      String release = "/jdk-21.0.12.1%2B1/OpenJDK21U-jdk_";
      assertTrue(
          result.output().endsWith(release + machine[2] + "_hotspot_21.0.12.1_1.tar.gz\n"),
          result.output());
    }
    machine("SunOS", "sun4v");
    assertRefused(
        wrapper.command("--version").without("JAVA_HOME").run(),
        "there is no Java, and none can be fetched for SunOS-sun4v; install a JDK, 17 or later");
  }

  private void machine(String system, String processor) throws Exception {
    Files.deleteIfExists(wrapper.bin().resolve("uname"));
    String answers = "case $1 in -s) echo %s ;; -m) echo %s ;; esac";
    BareWrapper.program(wrapper.bin().resolve("uname"), answers.formatted(system, processor));
  }

  private Processes.Command run(FileServer server, String sha256) {
    return wrapper
        .command(script.toString())
        .with("ALEMBIC_SQUASH_JDK", server.address() + "/" + ARCHIVE)
        .with("ALEMBIC_SQUASH_JDK_SHA256", sha256);
  }

  /** Packs the JDK that runs this, without what nobody needs to compile. */
  private void archive(String home) throws Exception {
    Path inside = folder.resolve("packed").resolve(home);
    Files.createDirectories(inside.getParent());
    Processes.command("ln", "-s", System.getProperty("java.home"), inside.toString()).check();
    pack(folder.resolve("packed"), Path.of(home).getName(0).toString());
  }

  private void pack(Path packed, String name) {
    List<String> words = new ArrayList<>(List.of("tar", "-C", packed.toString(), "--dereference"));
    words.addAll(List.of("--exclude=*/jmods", "--exclude=*/src.zip", "--exclude=*/docs"));
    words.addAll(List.of("--exclude=*/demo", "-czf", served.resolve(ARCHIVE).toString(), name));
    Processes.command(words).with("GZIP", "-1").check();
  }

  private String sha256() throws Exception {
    byte[] archive = Files.readAllBytes(served.resolve(ARCHIVE));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
  }

  private void assertLacks(Path javaHome, String sentence) throws Exception {
    try (FileServer nothing = new FileServer(served, "/")) {
      Processes.Result result =
          run(nothing, "0".repeat(64)).with("JAVA_HOME", javaHome.toString()).run();
      assertTrue(
          result.errors().startsWith("jbang: " + sentence + "; fetching a JDK"), result.errors());
    }
  }

  private void assertRefused(Processes.Result result, String sentence) throws Exception {
    assertEquals(1, result.exitCode(), result.output() + result.errors());
    assertEquals("", result.output());
    assertTrue(result.errors().contains(sentence), result.errors());
    assertEquals(List.of(wrapper.jar()), wrapper.cached());
  }
}
