package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import baseline.SeededSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pgdump.CopyText;
import pgdump.StoredRows;
import statements.Baseline;
import statements.BaselineStatement;
import statements.Cell;
import statements.RowInsert;
import statements.RowUpdate;
import statements.SqlStatement;

class SeededSecretsTest {
  private static final String LITERAL =
      "the baseline has literal values for %s, which looks like a secret";

  @Test
  void columns_named_like_secrets_are_warned_of_once() {
    List<String> columns =
        List.of("id", "name", "password_hash", "\"API key\"", "access_token", "salt", "monkey");
    assertEquals(
        List.of(
            LITERAL.formatted("public.account.password_hash"),
            LITERAL.formatted("public.account.API key"),
            LITERAL.formatted("public.account.access_token"),
            LITERAL.formatted("public.account.salt")),
        warnings("public.account", columns, "1\ta\tx\tk\tt\ts\tm\n2\ta\tx\tk\tt\ts\tm\n"));
  }

  @Test
  void a_key_is_a_secret_by_its_value_or_where_its_name_says_so() {
    List<String> columns =
        List.of("key", "sort_key", "key_id", "api_key", "apikey", "private_key_pem");
    assertEquals(
        List.of(
            LITERAL.formatted("public.store.api_key"),
            LITERAL.formatted("public.store.apikey"),
            LITERAL.formatted("public.store.private_key_pem")),
        warnings("public.store", columns, "kg_config\ta\t7\tb\tc\td\n"));
    assertEquals(
        List.of(LITERAL.formatted("public.store.key")),
        warnings("public.store", List.of("key"), "AKIAIOSFODNN7EXAMPLE\n"));
  }

  @Test
  void null_and_empty_values_are_no_secrets() {
    assertEquals(
        List.of(),
        warnings("public.account", List.of("id", "password", "token"), "1\t\\N\t\n2\t\\N\t\\N\n"));
  }

  @Test
  void a_switch_is_no_secret_and_a_number_may_be_one() {
    RowInsert.Target target =
        new RowInsert.Target(
            "public.conf",
            "public.conf",
            List.of(
                new RowInsert.Column("is_secret", RowInsert.Form.BOOLEAN),
                new RowInsert.Column("password", RowInsert.Form.NUMBER)),
            false);
    assertEquals(
        List.of(LITERAL.formatted("public.conf.password")),
        warnings(new RowInsert(target, new CopyText("t\t4711\n"))));
  }

  @Test
  void an_expression_is_no_secret_and_a_changed_value_may_be_one() {
    RowUpdate update =
        new RowUpdate(
            "public.conf",
            "public.conf",
            Map.of(
                "token", new Cell.Expression("gen_random_uuid()"),
                "secret", new Cell.Literal(Optional.of("x")),
                "salt", new Cell.Literal(Optional.empty())),
            "id = 1");
    assertEquals(List.of(LITERAL.formatted("public.conf.secret")), warnings(update));
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
          warnings("public.conf", List.of("name", "value"), "a\tplain\nb\t" + value + "\n"),
          value);
    }
  }

  @Test
  void usual_seeds_are_not_warned_of() {
    List<String> columns = List.of("id", "keyboard", "tokenizer", "name");
    assertEquals(List.of(), warnings("public.monkey", columns, "1\tazerty\tx\tit's, (1)\n"));
    assertEquals(
        List.of(),
        warnings(
            new SqlStatement("TABLE public.account", "CREATE TABLE account (password text);")));
  }

  private static List<String> warnings(String table, List<String> columns, String rows) {
    List<RowInsert.Column> texts =
        columns.stream().map(name -> new RowInsert.Column(name, RowInsert.Form.TEXT)).toList();
    RowInsert.Target target = new RowInsert.Target(table, table, texts, false);
    List<BaselineStatement> inserts = new ArrayList<>();
    StoredRows.of(rows).parts(1, 1).forEach(part -> inserts.add(new RowInsert(target, part)));
    return warnings(inserts.toArray(BaselineStatement[]::new));
  }

  private static List<String> warnings(BaselineStatement... statements) {
    return SeededSecrets.in(new Baseline(List.of(statements), List.of()));
  }
}
