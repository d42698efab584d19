package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postgres.ConnectionParameters;

@Tag("slow")
class ConnectionParametersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://u:s@h:6543/d | h | 6543 | u | s | d",
        "postgres://u:s@h/d | h | 5432 | u | s | d",
        "postgresql+psycopg2://u:s@h/d?sslmode=require | h | 5432 | u | s | d",
        "postgresql+asyncpg://u:s@h/d | h | 5432 | u | s | d",
        "postgresql://u@h | h | 5432 | u | '' | u",
        "postgresql://u:s@/d | localhost | 5432 | u | s | d",
        "postgresql://u:s@:6543/d | localhost | 6543 | u | s | d",
        "postgresql://u%40x:p%2Fw%3A%25@h/d%20e | h | 5432 | u@x | p/w:% | d e",
        "postgresql://u:a+b@h/d | h | 5432 | u | a+b | d",
        "postgresql://u:p@ss/w#r^d!@h/d | h | 5432 | u | p@ss/w#r^d! | d",
        "postgresql://u:100%@h/d | h | 5432 | u | 100% | d",
        "postgresql://u:s@[::1]:6543/d | [::1] | 6543 | u | s | d",
        "postgresql://u:s@[::1]/d | [::1] | 5432 | u | s | d",
        "postgresql:///d?user=u&password=s&host=h&port=6543 | h | 6543 | u | s | d",
        "postgresql://u:s@h:99999999999/d | h | 5432 | u | s | d",
        "postgresql://u:s@h1:1,h2:2/d | h1 | 5432 | u | s | d"
      })
  void a_url_is_read_as_sqlalchemy_and_libpq_write_it(
      String url, String host, int port, String user, String password, String database) {
    assertEquals(
        Optional.of(new ConnectionParameters(host, port, user, password, database)),
        ConnectionParameters.parse(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mysql://u:s@h/d", "postgresql://h/d", "postgresql://", "some text", "5432"})
  void what_is_no_url_with_a_user_is_none(String text) {
    assertTrue(ConnectionParameters.parse(text).isEmpty());
  }

  @Test
  void its_password_is_not_printed() {
    ConnectionParameters place = new ConnectionParameters("127.0.0.1", 1, "u", "Secr7t", "d");
    assertEquals("postgresql://u@127.0.0.1:1/d", place.toString());
    Failure failure = assertThrows(Failure.class, place::connect);
    assertFalse((failure.getMessage() + failure.hint()).contains("Secr7t"));
  }

  @Test
  void a_server_that_takes_the_connection_and_says_nothing_is_given_up() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ConnectionParameters place =
          new ConnectionParameters("127.0.0.1", silent.getLocalPort(), "u", "p", "d");
      Instant start = Instant.now();
      assertThrows(Failure.class, place::connect);
      assertTrue(Duration.between(start, Instant.now()).toSeconds() < 60);
    }
  }
}
