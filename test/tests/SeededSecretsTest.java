package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import generated.SeededSecrets;
import java.util.List;
import org.junit.jupiter.api.Test;
import statements.Baseline;
import statements.BaselineStatement;

class SeededSecretsTest {
  private static final String LITERAL =
      "the baseline has literal values for %s, which looks like a secret";

  @Test
  void columns_named_like_secrets_are_warned_of_once() {
    String insert =
        "INSERT INTO public.account (id, name, password_hash, \"API key\", access_token, salt,"
            + " monkey) OVERRIDING SYSTEM VALUE VALUES\n"
            + "\t(1, 'a', 'x', 'k', 't', 's', 'm');";
    assertEquals(
        List.of(
            LITERAL.formatted("public.account.password_hash"),
            LITERAL.formatted("public.account.API key"),
            LITERAL.formatted("public.account.access_token"),
            LITERAL.formatted("public.account.salt")),
        warnings("TABLE DATA public.account", insert, insert));
  }

  @Test
  void a_key_is_a_secret_by_its_value_or_where_its_name_says_so() {
    assertEquals(
        List.of(
            LITERAL.formatted("public.store.api_key"),
            LITERAL.formatted("public.store.apikey"),
            LITERAL.formatted("public.store.private_key_pem"),
            LITERAL.formatted("public.store.aws_access_key")),
        warnings(
            "TABLE DATA public.store",
            "INSERT INTO public.store"
                + " (key, sort_key, key_id, api_key, apikey, private_key_pem, aws_access_key)"
                + " VALUES\n\t('kg_config', 'a', 7, 'b', 'c', 'd', 'e');"));
    assertEquals(
        List.of(LITERAL.formatted("public.store.key")),
        warnings(
            "TABLE DATA public.store",
            "INSERT INTO public.store (key) VALUES\n\t('AKIAIOSFODNN7EXAMPLE');"));
  }

  @Test
  void null_and_empty_values_are_no_secrets() {
    assertEquals(
        List.of(),
        warnings(
            "TABLE DATA public.account",
            """
            INSERT INTO public.account (id, password, token) VALUES
            \t(1, NULL, ''),
            \t(2, NULL, NULL);\
            """));
  }

  @Test
  void values_that_look_like_secrets_are_warned_of_whatever_their_column() {
    for (String value :
        List.of(
            "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW",
            "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b7dXsdfkjhsdf",
            "pbkdf2_sha256$260000$abc$VGhpcyBpcyBhIHNlY3JldCBoYXNo",
            "-----BEGIN RSA PRIVATE KEY-----",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
            "AKIAIOSFODNN7EXAMPLE",
            "postgresql://app:hunter2@db/app")) {
      assertEquals(
          List.of(LITERAL.formatted("public.conf.value")),
          warnings(
              "TABLE DATA public.conf",
              "INSERT INTO public.conf (name, value) VALUES\n\t('a', 'plain'),\n\t('b', '"
                  + value
                  + "');"),
          value);
    }
  }

  @Test
  void usual_seeds_are_not_warned_of() {
    assertEquals(
        List.of(),
        warnings(
            "TABLE DATA public.monkey",
            "INSERT INTO public.monkey (id, keyboard, tokenizer, name) VALUES\n"
                + "\t(1, 'azerty', 'x', 'it''s, (1)');"));
    assertEquals(
        List.of(), warnings("TABLE public.account", "CREATE TABLE account (password text);"));
  }

  private static List<String> warnings(String title, String... statements) {
    return SeededSecrets.in(
        new Baseline(
            List.of(statements).stream().map(sql -> new BaselineStatement(title, sql)).toList(),
            List.of()));
  }
}
