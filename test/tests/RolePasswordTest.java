package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.SampleRun.Answer;

/** Passwords that migrations give to a role and a user mapping, set from the environment or not. */
@Tag("slow")
class RolePasswordTest {
  private static final String ROLE = "role:new reader.password=";
  private static final String MAPPING = "mapping:far.CURRENT_USER.password=";
  private static final String PASSWORD = "it's \\ 100% :s3cr3t é";

  @TempDir private Path folder;
  private SampleRun project;

  @BeforeEach
  void create() throws Exception {
    Engines.assumeLocal();
    project =
        CommittedProject.create(
            folder,
            "op.execute('CREATE ROLE \"new reader\" LOGIN')\n"
                + "op.get_bind().exec_driver_sql(\"ALTER ROLE \\\"new reader\\\" PASSWORD 'it''s"
                + " \\\\ 100% :s3cr3t é'\", execution_options={'no_parameters': True})\n"
                + "op.execute('CREATE FOREIGN DATA WRAPPER files')\n"
                + "op.execute('CREATE SERVER far FOREIGN DATA WRAPPER files')\n"
                + "op.get_bind().exec_driver_sql(\"CREATE USER MAPPING FOR CURRENT_USER SERVER far"
                + " OPTIONS (password 'it''s \\\\ 100% :s3cr3t é')\","
                + " execution_options={'no_parameters': True})",
            "--engine=local",
            "--python=" + Engines.python().executable());
  }

  @Test
  void one_about_which_nobody_says_anything_is_warned_of_and_is_a_difference() {
    Answer without = project.run("b2b2b2b2b2b2");
    assertEquals(ExitCode.DIFFERENT, without.exit(), without.said());
    says(
        without.said(),
        "a migration gave role new reader a password, which the baseline does not, and `verify`"
            + " will call that a difference. Pass --value "
            + ROLE
            + "env:VARIABLE for its upgrade() to set what that environment variable holds, or"
            + " --value "
            + ROLE
            + "none");
    assertEquals(
        "DIFFERENT: 3 differences, seen in 3 of 9 ways: fresh, offline,"
            + " for another installation",
        without.data().strip());
    assertTrue(
        project.text(".alembic_squash/verify/before.sql").contains("\n    password '***'\n"));
    assertFalse(project.text(".alembic_squash/verify/after.sql").contains("password"));
    Answer none = with("--value=" + ROLE + "none", "--value=" + MAPPING + "none").verify();
    assertEquals(ExitCode.DONE, none.exit(), none.said());
    says(none.said(), "fresh: password of role new reader: none was wanted");
    says(none.said(), "fresh: password of user mapping of app for server far: none was wanted");
  }

  @Test
  void one_from_a_variable_is_set_and_compared_and_written_nowhere() {
    SampleRun answered =
        with(
            "--value=" + ROLE + "env:READER_PASSWORD",
            "--value=" + MAPPING + "env:READER_PASSWORD");
    answered.plan("b2b2b2b2b2b2");
    answered.dump();
    answered.squash(true, true);
    says(project.text(".alembic_squash/squashplan"), "value:" + ROLE + "env:READER_PASSWORD\n");
    says(
        project.text(".alembic_squash/baseline-b2b2b2b2b2b2.sql"),
        "--   value:" + ROLE + "env:READER_PASSWORD\n");
    String revision =
        project.text("migrations/versions/b2b2b2b2b2b2_squashed_baseline_b2b2b2b2b2b2.py");
    says(
        revision,
        "SECRETS = {\n"
            + "    'ALTER USER MAPPING FOR CURRENT_USER SERVER \"far\" OPTIONS (ADD \"password\""
            + " {literal})': 'READER_PASSWORD',\n"
            + "    'ALTER ROLE \"new reader\" PASSWORD {literal}': 'READER_PASSWORD',\n"
            + "}\n");
    assertFalse(revision.contains("s3cr3t"), revision);
    Failure unset = Assertions.assertThrows(Failure.class, project::verify);
    says(
        unset.getMessage() + unset.hint(),
        "Revision b2b2b2b2b2b2 runs ALTER USER MAPPING FOR CURRENT_USER SERVER \"far\" OPTIONS (ADD"
            + " \"password\" ...) with what the environment variable READER_PASSWORD holds, which"
            + " is not set.");
    Answer same = with("--env=READER_PASSWORD=" + PASSWORD).verify();
    assertEquals(ExitCode.DONE, same.exit(), same.said());
    assertTrue(same.data().startsWith("IDENTICAL"), same.data());
    assertFalse(same.said().contains("password of role"), same.said());
    assertFalse(project.text(".alembic_squash/squashplan").contains("s3cr3t"));
    Answer other = with("--env=READER_PASSWORD=" + PASSWORD + "!").verify();
    assertEquals(ExitCode.DIFFERENT, other.exit(), other.said());
    says(
        other.said(),
        "-SCRAM-SHA-256$4096, not the one in READER_PASSWORD\n"
            + "+SCRAM-SHA-256$4096, the one in READER_PASSWORD");
  }

  @Test
  void answers_about_columns_are_none_about_passwords() {
    Failure refused =
        Assertions.assertThrows(
            Failure.class, () -> with("--value=" + ROLE + "keep").plan("b2b2b2b2b2b2"));
    says(refused.hint(), "Say --value role:new reader.password= none or env:VARIABLE.");
    Failure column =
        Assertions.assertThrows(
            Failure.class, () -> with("--value=two.id=env:HOME").plan("b2b2b2b2b2b2"));
    says(column.hint(), "Say --value two.id= keep, null or sql:EXPRESSION.");
  }

  private SampleRun with(String... options) {
    List<String> all = new ArrayList<>(project.options());
    all.addAll(List.of(options));
    return new SampleRun(project.root(), all);
  }

  private static void says(String text, String part) {
    assertTrue(text.contains(part), text);
  }
}
