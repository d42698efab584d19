package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import engine.EngineSettings;
import engine.Engines;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import url.ServerUrl;

/** Which engine goes with what was said, and what a server's URL may say. */
@Tag("slow")
class EnginePickTest {
  private static final String URL = "postgresql://me@localhost";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      value = {
        "-, -, -, local",
        "-, postgres:16, -, docker",
        "-, -, " + URL + ", server",
        "local, postgres:16, -, local",
        "docker, postgres:16, " + URL + ", docker"
      },
      nullValues = "-")
  void what_is_named_decides(String engine, String image, String url, String picked) {
    assertEquals(picked, Engines.nameFor(settings(engine, image, url), folder));
  }

  @Test
  void an_image_and_a_server_at_once_are_refused() {
    Failure failure =
        assertThrows(
            Failure.class, () -> Engines.nameFor(settings(null, "postgres:16", URL), folder));
    assertEquals(ExitCode.USAGE, failure.exitCode());
  }

  @Test
  void an_engine_without_its_image_or_server_is_refused() {
    for (String engine : new String[] {"docker", "server"}) {
      Failure failure =
          assertThrows(
              Failure.class,
              () ->
                  new Engines(BuiltHistory.Talk.sayingYes(true).console())
                      .pick(settings(engine, null, null), folder));
      assertEquals(ExitCode.USAGE, failure.exitCode());
      assertTrue(failure.getMessage().startsWith("the " + engine + " engine needs"));
    }
  }

  @Test
  void what_an_engine_does_not_use_is_told() {
    tests.Engines.assumeLocal();
    BuiltHistory.Talk talk = BuiltHistory.Talk.sayingYes(true);
    new Engines(talk.console()).pick(settings("local", "postgres:16", null), folder).close();
    assertTrue(talk.said().contains("--image is not used by the local engine"), talk.said());
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me:s3cr%3Ft@h:1/d, postgresql://me@h:1/d",
    "postgresql://m%40e@h/d%20e, postgresql://m%40e@h:5432/d%20e",
    "postgresql://h?user=me&password=x, postgresql://me@h:5432/me"
  })
  void a_url_is_shown_without_its_password_and_read_again(String url, String shown) {
    ServerUrl parsed = ServerUrl.parse(url);
    assertEquals(shown, parsed.shown());
    assertEquals(shown, ServerUrl.parse(shown).shown());
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me@h/d?sslmode=verify-full, parameters that are not understood",
    "postgresql://me@h:5433O/d, is no number",
    "postgresql://me@/d?host=/run/postgresql, names a socket",
    "postgresql://h/d, is not the URL",
    "mysql://me@h/d, is not the URL"
  })
  void a_url_that_cannot_be_followed_is_refused(String url, String part) {
    Failure failure = assertThrows(Failure.class, () -> ServerUrl.parse(url));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(failure.getMessage().contains(part), failure.getMessage());
  }

  private static EngineSettings settings(String engine, String image, String url) {
    return new Settings()
        .engine(Optional.ofNullable(engine))
        .python()
        .image(Optional.ofNullable(image))
        .serverUrl(Optional.ofNullable(url))
        .build();
  }
}
