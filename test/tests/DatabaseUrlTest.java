package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postgres.ConnectionParameters;
import url.DatabaseUrl;

/** All that is said of a connection counts, or is refused. */
class DatabaseUrlTest {
  private static final String PLACE = "postgresql://u:Secr7t@h:6543/d";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://u:s@h:6543/d | h | 6543 | u | s | d",
        "postgresql+psycopg2://u:s@h/d?client_encoding=utf8 | h | 5432 | u | s | d",
        "postgresql://u:a?b&c=d@h/d | h | 5432 | u | a?b&c=d | d",
        "postgresql://u:p@ss/w#r^d!@h/d | h | 5432 | u | p@ss/w#r^d! | d",
        "postgresql://u@[::1]:1/d | [::1] | 1 | u | '' | d",
        "postgresql://u@/d?hostaddr=10.0.0.1 | 10.0.0.1 | 5432 | u | '' | d",
        "postgresql:///?user=a@b&host=h | h | 5432 | a@b | '' | a@b"
      })
  void a_url_is_read_as_it_is_typed(
      String url, String host, int port, String user, String password, String database) {
    assertEquals(
        new ConnectionParameters(host, port, user, password, database),
        new DatabaseUrl(Map.of()).read(url, "the URL"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sslmode=verify-full | PGSSLMODE | verify-full",
        "sslrootcert=%2Fca.pem | PGSSLROOTCERT | /ca.pem",
        "channel_binding=require | PGCHANNELBINDING | require",
        "options=-c%20lock_timeout%3D1s | PGOPTIONS | -c lock_timeout=1s",
        "connect_timeout=3 | PGCONNECT_TIMEOUT | 3"
      })
  void a_parameter_is_passed_on_to_the_programs(String said, String variable, String value) {
    Map<String, String> environment = read(PLACE + "?" + said).environment();
    assertEquals(value, environment.get(variable));
    assertEquals("Secr7t", environment.get("PGPASSWORD"));
  }

  @Test
  void a_parameter_of_the_environment_counts_as_it_does_for_libpq() {
    DatabaseUrl url =
        new DatabaseUrl(
            Map.of("PGSSLMODE", "verify-full", "PGPORT", "7", "PGUSER", "me", "PGPASSWORD", "p"));
    ConnectionParameters place = url.read("postgresql://h/d", "the URL");
    assertEquals("verify-full", place.environment().get("PGSSLMODE"));
    assertEquals("me p 7", place.user() + " " + place.password() + " " + place.port());
    assertEquals(
        "disable",
        url.read("postgresql://h/d?sslmode=disable", "it").environment().get("PGSSLMODE"));
  }

  @Test
  void a_service_is_read_from_its_file() throws Exception {
    Path file = folder.resolve("services");
    Files.writeString(
        file,
        """
        # ours
        [other]
        host=elsewhere
        [prod]
        host=db.example.org
        port=6000
        user=app
        dbname=shop
        sslmode=require
        [last]
        host=nowhere
        """);
    DatabaseUrl url = new DatabaseUrl(Map.of("PGSERVICEFILE", file.toString(), "PGPORT", "1"));
    for (String name :
        new String[] {
          "service=prod", "postgresql://?service=prod", "postgresql:///?service=prod"
        }) {
      ConnectionParameters place = url.read(name, "it");
      assertEquals("postgresql://app@db.example.org:6000/shop", place.toString());
      assertEquals("require", place.environment().get("PGSSLMODE"));
    }
    Failure none = assertThrows(Failure.class, () -> url.read("service=prd", "it"));
    assertTrue(none.getMessage().contains("no service 'prd'"), none.getMessage());
    assertTrue(none.hint().contains(file.toString()), none.hint());
  }

  @Test
  void variables_alone_name_a_database() {
    assertEquals(Optional.empty(), new DatabaseUrl(Map.of("PGUSER", "u")).ofVariables());
    assertEquals(
        "postgresql://u@h:5432/d",
        new DatabaseUrl(Map.of("PGUSER", "u", "PGHOST", "h", "PGDATABASE", "d"))
            .ofVariables()
            .orElseThrow()
            .toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:Secr7t@h:5433O/d",
        "postgresql://u:Secr7t@h:0/d",
        "postgresql://u:Secr7t@h:65536/d",
        "postgresql://u:Secr7t@h1,h2/d",
        "postgresql://u:Secr7t@h1:1,h2:2/d",
        "postgresql://u:Secr7t@%2Fvar%2Frun/d",
        "postgresql://u:Secr7t@h/d?sslmod=verify-full",
        "postgresql://u:Secr7t@h/d?Secr7t",
        "postgresql://u:Secr7t@h/d?sslcrl=x",
        "postgresql://u:Secr7t@h/d?target_session_attrs=primary",
        "postgresql://u:Secr7t@h/d?sslpassword=Secr7t",
        "postgresql://u:Secr7t@h/d?hostaddr=10.0.0.1",
        "postgresql://u:Secr7t@h/d?client_encoding=latin1",
        "postgresql://u:Secr7t/d",
        "postgresql://u:Secr7t",
        "postgresq://u:Secr7t@h/d",
        "postgresql:/u:Secr7t@h/d",
        "postgresql://h/d?password=Secr7t",
        "postgresql://u:Secr7t with a blank@h/d",
        "host=h user=u password=Secr7t",
        "Secr7t"
      })
  void what_cannot_be_followed_is_refused_and_never_printed(String url) {
    Failure refused = assertThrows(Failure.class, () -> read(url));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().startsWith("the first URL "), refused.getMessage());
    assertFalse((refused.getMessage() + refused.hint()).contains("Secr7t"), refused.getMessage());
    assertFalse(refused.hint().isEmpty());
  }

  @Test
  void a_mistyped_parameter_is_named_with_the_one_that_was_meant() {
    Failure refused = assertThrows(Failure.class, () -> read(PLACE + "?sslmod=verify-full"));
    assertTrue(refused.getMessage().endsWith(": sslmod"), refused.getMessage());
    assertEquals("Did you mean sslmode?", refused.hint());
  }

  @Test
  void a_variable_that_cannot_be_followed_is_refused_too() {
    Failure refused =
        assertThrows(
            Failure.class,
            () -> new DatabaseUrl(Map.of("PGSSLCRL", "x")).read(PLACE, "the first URL"));
    assertTrue(refused.getMessage().contains("PGSSLCRL"), refused.getMessage());
  }

  private static ConnectionParameters read(String url) {
    return new DatabaseUrl(Map.of()).read(url, "the first URL");
  }
}
