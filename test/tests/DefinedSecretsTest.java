package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import answers.AnswerLine;
import answers.Answers;
import answers.Secret;
import answers.ValueAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.Sql;
import postgres.ThrowawayDatabase;
import process.Processes;
import proof.AnsweredValues;
import proof.Comparison;
import proof.DatabaseComparison;
import rows.BuildWindow;
import snapshot.Snapshot;
import statements.Baseline;
import statements.BaselineFile;

/** Secrets in the definitions of foreign servers, user mappings and subscriptions. */
@Tag("slow")
class DefinedSecretsTest extends WithClusters {
  private static final String PLAIN = "it's \\ 100% :s3cr3t {x} é";
  private static final String IN_URI = "p@ss/s3cr3t";
  private static final String OLD = "old s3cr3t";

  private static final String ENVIRONMENT =
      """
      CREATE FOREIGN DATA WRAPPER files;
      CREATE SERVER here FOREIGN DATA WRAPPER files OPTIONS (host 'a.invalid');
      CREATE USER MAPPING FOR PUBLIC SERVER here OPTIONS ("user" 'one', password %s);
      """
          .formatted(Sql.literal(OLD));

  private static final String MIGRATIONS =
      """
      ALTER USER MAPPING FOR PUBLIC SERVER here OPTIONS (SET "user" 'two', SET password %1$s);
      CREATE SERVER "far away" FOREIGN DATA WRAPPER files
        OPTIONS (host 'b.invalid', password %1$s, password_required 'true');
      CREATE USER MAPPING FOR shop SERVER "far away" OPTIONS (password %1$s);
      CREATE SUBSCRIPTION keywords CONNECTION %2$s PUBLICATION p
        WITH (connect = false, slot_name = NONE);
      CREATE SUBSCRIPTION "a uri" CONNECTION %3$s PUBLICATION p
        WITH (connect = false, slot_name = NONE);
      """
          .formatted(
              Sql.literal(PLAIN),
              Sql.literal(
                  "host=c.invalid password='"
                      + PLAIN.replace("\\", "\\\\").replace("'", "\\'")
                      + "' user=u"),
              Sql.literal("postgresql://u:p%40ss%2Fs3cr3t@d.invalid/{x}?connect_timeout=2"));

  private static final Map<String, String> VARIABLES =
      new TreeMap<>(
          Map.of(
              "mapping:here.PUBLIC.password", "HERE",
              "mapping:far away.CURRENT_USER.password", "AWAY",
              "server:far away.password", "SERVER",
              "subscription:keywords.password", "KEYWORDS",
              "subscription:a uri.password", "URI"));
  private static final Map<String, String> VALUES =
      Map.of("HERE", PLAIN, "AWAY", PLAIN, "SERVER", PLAIN, "KEYWORDS", PLAIN, "URI", IN_URI);

  @TempDir private Path folder;

  @Test
  void the_revision_sets_them_from_variables_and_no_file_has_them() throws Exception {
    try (Migrated migrated = Migrated.of(clusters(), ENVIRONMENT, MIGRATIONS)) {
      Baseline baseline = migrated.baseline();
      assertEquals(VARIABLES.keySet(), Set.copyOf(places(baseline)));
      BaselineProject project =
          BaselineProject.reading(folder, BaselineFile.of(baseline, headingOf("env:")))
              .kept("SELECT 1");
      holdsNone(folder);
      ThrowawayDatabase made = migrated.before();
      Processes.Result unset = upgrade(project, made).run();
      assertNotEquals(0, unset.exitCode());
      says(
          unset.errors() + unset.output(),
          "Revision 0a1b2c3d4e5f runs ALTER USER MAPPING FOR CURRENT_USER SERVER \"far away\""
              + " OPTIONS (ADD \"password\" ...) with what the environment variable AWAY holds,"
              + " which is not set.");
      Processes.Command upgrade = upgrade(project, made);
      VALUES.forEach(upgrade::with);
      upgrade.check();
      Migrated.run(made, made.owner(), "DROP TABLE alembic_version");
      Migrated.same(Migrated.whole(migrated.cut()), Migrated.whole(made), "");
      AnsweredValues answered = answered(ValueAnswer.Kind.ENV);
      Comparison same = compared(migrated, answered);
      assertEquals(Comparison.Kind.IDENTICAL, same.kind(), same.toString());
      assertEquals(List.of(), same.notCompared());
      changesAreSeen(migrated, answered);
    }
  }

  /** Of the secrets, and of what stands beside them. */
  private static void changesAreSeen(Migrated migrated, AnsweredValues answered) {
    ThrowawayDatabase made = migrated.before();
    Migrated.run(
        made,
        made.owner(),
        """
        ALTER SERVER "far away" OPTIONS (SET host 'other.invalid', SET password 's3cr3t 2');
        ALTER SUBSCRIPTION keywords CONNECTION 'host=other.invalid password=s3cr3t user=u';
        """);
    Comparison other = compared(migrated, answered);
    assertEquals(
        List.of(
            "SERVER far away",
            "SUBSCRIPTION keywords",
            "password of server far away",
            "password of subscription keywords"),
        other.differences().stream().map(Comparison.Difference::subject).sorted().toList());
    says(other.toString(), "before=set, the one in SERVER, after=set, not the one in SERVER");
    assertFalse(other.toString().contains("s3cr3t"), other.toString());
  }

  @Test
  void without_a_variable_they_are_left_out_and_the_proof_says_so() throws Exception {
    try (Migrated migrated = Migrated.of(clusters(), ENVIRONMENT, MIGRATIONS)) {
      migrated.load();
      Comparison none = compared(migrated, answered(ValueAnswer.Kind.NONE));
      assertEquals(Comparison.Kind.IDENTICAL, none.kind(), none.toString());
      says(none.notCompared().toString(), "password of server far away: none was wanted");
      assertEquals(VARIABLES.size(), none.notCompared().size(), none.notCompared().toString());
      Comparison unanswered = compared(migrated, new AnsweredValues(Answers.NONE));
      assertEquals(VARIABLES.size(), unanswered.differences().size(), unanswered.toString());
      says(
          unanswered.toString(),
          "subject=password of user mapping of PUBLIC for server here, before=set, after=none");
    }
  }

  @Test
  void one_about_which_nobody_says_anything_is_warned_of_with_what_to_type() throws Exception {
    SampleRun project =
        CommittedProject.create(
            folder,
            "op.execute('CREATE FOREIGN DATA WRAPPER files')\n"
                + "op.execute('CREATE SERVER far FOREIGN DATA WRAPPER files')\n"
                + "import os\n"
                + "op.execute('CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password %s)' %"
                + " repr('s3cr' + '3t'))",
            "--engine=local",
            "--python=" + Engines.python().executable());
    project.plan("b2b2b2b2b2b2");
    says(
        project.dump(),
        "a migration gave user mapping of PUBLIC for server far a password, which the baseline does"
            + " not, and `verify` will call that a difference. Pass --value"
            + " mapping:far.PUBLIC.password=env:VARIABLE for its upgrade() to set what that"
            + " environment variable holds, or --value mapping:far.PUBLIC.password=none");
    project
        .with("--value=mapping:far.PUBLIC.password=env:FAR", "--env=FAR=s3cr3t")
        .plan("b2b2b2b2b2b2");
    says(project.text(".alembic_squash/squashplan"), "value:mapping:far.PUBLIC.password=env:FAR\n");
    holdsNone(project.root());
  }

  @Test
  void answers_find_what_they_are_about_whatever_it_is_called() {
    for (String name :
        List.of("a", "a.b", "\"", "a=b", " ", "é\n", "public", "current_user", "\\")) {
      for (Secret secret :
          List.of(
              Secret.ofRole(name),
              new Secret(Secret.Kind.SERVER, List.of(name), "api.key"),
              new Secret(Secret.Kind.MAPPING, List.of(name, name), "password"))) {
        String shown = secret.place().shown();
        assertEquals(secret, Secret.named(shown).orElseThrow(), shown);
      }
    }
  }

  private static Set<String> places(Baseline baseline) {
    Set<String> places = new TreeSet<>();
    baseline.secrets().forEach(secret -> places.add(secret.place().shown()));
    return places;
  }

  private static List<String> headingOf(String answer) {
    List<String> heading = new ArrayList<>();
    VARIABLES.forEach((name, variable) -> heading.add("value:" + name + "=" + answer + variable));
    return heading;
  }

  private static AnsweredValues answered(ValueAnswer.Kind kind) {
    List<AnswerLine> answers = new ArrayList<>();
    VARIABLES.forEach(
        (name, variable) -> answers.add(new AnswerLine(name, new ValueAnswer(kind, variable))));
    return new AnsweredValues(Answers.of(answers), VALUES);
  }

  private static Comparison compared(Migrated migrated, AnsweredValues answered) {
    Snapshot before = Snapshot.of(migrated.cut());
    return DatabaseComparison.of(
        before, before, Snapshot.of(migrated.before()), answered, BuildWindow.recent());
  }

  private static Processes.Command upgrade(BaselineProject project, ThrowawayDatabase database) {
    return project.alembic(Engines.python(), "psycopg2", database.owner(), "upgrade", "head");
  }

  private static void holdsNone(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("s3cr3t"), file + ": " + text);
      }
    }
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), text);
  }
}
