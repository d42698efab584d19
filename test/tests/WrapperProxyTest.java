package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** The wrapper behind a proxy: what curl obeys, JBang is told of. */
@Tag("slow")
class WrapperProxyTest {
  private static final String PATTERNS =
      "-Dhttp.nonProxyHosts=localhost|127.*|[::1]|corp.test|*.corp.test|10.0.0.1";

  @TempDir Path folder;
  private BareWrapper wrapper;

  @BeforeEach
  void a_path_of_a_few_tools() throws Exception {
    wrapper = BareWrapper.in(folder);
  }

  @Test
  void jbang_and_scripts_at_an_address_come_through_the_proxy() throws Exception {
    Path web = folder.resolve("web");
    Path jars = Files.createDirectories(web.resolve("dev/jbang/jbang-cli/" + BareWrapper.VERSION));
    Files.copy(BareWrapper.genuineJBang(), jars.resolve(BareWrapper.JAR));
    Files.writeString(web.resolve("said.java"), script("", "said"));
    try (FileServer server = new FileServer(web, "/");
        ForwardProxy proxy = new ForwardProxy(server.address())) {
      Processes.Result trusted =
          behind(proxy, "trust", "add", "http://nowhere.test/")
              .with("ALEMBIC_SQUASH_MAVEN", "http://maven.test")
              .run();
      assertEquals(0, trusted.exitCode(), trusted.errors());
      Processes.Result result = behind(proxy, "http://nowhere.test/said.java").run();
      assertEquals("said", result.output(), result.errors());
      assertTrue(
          proxy.asked().get(0).startsWith("GET http://maven.test/dev/jbang/"),
          proxy.asked().toString());
      assertTrue(
          proxy.asked().contains("GET http://nowhere.test/said.java"), proxy.asked().toString());
    }
  }

  @Test
  void libraries_come_through_its_tunnel_and_what_no_proxy_names_does_not() throws Exception {
    wrapper.withJBang();
    Path script = folder.resolve("needs.java");
    Files.writeString(script, script("//DEPS com.samskivert:jmustache:1.16", "needed"));
    try (ForwardProxy proxy = new ForwardProxy("http://127.0.0.1:9")) {
      Processes.Result result = fetchingAll(behind(proxy, script.toString()), "first").run();
      assertEquals("needed", result.output(), result.errors());
      assertTrue(
          proxy.asked().stream().allMatch(line -> line.matches("CONNECT \\S+:443")),
          proxy.asked().toString());
      int before = proxy.asked().size();
      assertTrue(before > 0);
      String host = proxy.asked().get(0).replaceAll("CONNECT |:443", "");
      String domain = host.substring(host.indexOf('.') + 1);
      Processes.Result direct =
          fetchingAll(behind(proxy, "--fresh", script.toString()), "second")
              .with("no_proxy", "x.test, " + domain)
              .run();
      assertEquals("needed", direct.output(), direct.errors());
      assertEquals(before, proxy.asked().size());
    }
  }

  @Test
  void an_installed_jbang_is_told_too() throws Exception {
    Path other = folder.resolve("other");
    BareWrapper.program(other.resolve("jbang"), "printf '%s\\n' $JBANG_JAVA_OPTIONS");
    Processes.Result result =
        wrapper
            .command("x.java")
            .with("PATH", wrapper.bin() + File.pathSeparator + other)
            .with("JBANG_JAVA_OPTIONS", "-Xmx1g")
            .with("https_proxy", "http://me:secret@proxy.test:3128/")
            .with("http_proxy", "plain.test")
            .with("no_proxy", ".corp.test,10.0.0.1:80 fd00::/8,10.0.0.0/8")
            .run();
    assertEquals(
        List.of(
            "-Xmx1g",
            "-Dhttps.proxyHost=proxy.test",
            "-Dhttps.proxyPort=3128",
            "-Dhttp.proxyHost=plain.test",
            "-Dhttp.proxyPort=80",
            "-Daether.connector.http.useSystemProperties=true",
            PATTERNS),
        result.output().lines().toList(),
        result.errors());
  }

  @Test
  void a_proxy_of_another_kind_is_left_to_who_understands_it() throws Exception {
    Path other = folder.resolve("other");
    BareWrapper.program(other.resolve("jbang"), "printf '%s' \"${JBANG_JAVA_OPTIONS-none}\"");
    Processes.Result result =
        wrapper
            .command("x.java")
            .with("PATH", wrapper.bin() + File.pathSeparator + other)
            .without("JBANG_JAVA_OPTIONS")
            .with("all_proxy", "socks5://proxy.test:1080")
            .run();
    assertEquals("none", result.output(), result.errors());
  }

  private Processes.Command behind(ForwardProxy proxy, String... words) {
    return wrapper
        .command(words)
        .with("http_proxy", proxy.address())
        .with("https_proxy", proxy.address());
  }

  /** With a repository of libraries that has none yet. */
  private Processes.Command fetchingAll(Processes.Command command, String name) {
    return command.with("JBANG_REPO", folder.resolve(name).toString());
  }

  private static String script(String header, String word) {
    return """
    %s
    class anything {
      public static void main(String... arguments) {
        System.out.print("%s");
      }
    }
    """
        .formatted(header, word);
  }
}
