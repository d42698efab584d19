package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import console.Failure;
import engine.Engine;
import engine.EngineSettings;
import engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import migrations.ProjectTree;
import migrations.Target;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import postgres.ThrowawayDatabase;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.Row;
import rows.TableRows;
import rows.ValueMapping;

/** Values that each installation generates for itself, through all phases. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedValuesTest {
  private static final String SQL = "baseline-v1.sql";
  private static final String DUMP = ".alembic_squash/" + SQL;
  private static final String HEAD = "000000000003";

  /** Each column, and in how many rows two installations differ. */
  private static final Map<String, Integer> GENERATED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("public.auth_tenant.uuid", 1),
              Map.entry("public.auth_tenant.parent_uuid", 1),
              Map.entry("public.auth_tenant.opened_on", 1),
              Map.entry("public.auth_tenant.opened_at", 1),
              Map.entry("public.auth_tenant.created_at", 1),
              Map.entry("public.auth_tenant.changed_at", 1),
              Map.entry("public.auth_group.name", 1),
              Map.entry("public.auth_group.tenant_uuid", 1),
              Map.entry("public.auth_group.external_id", 1),
              Map.entry("public.auth_policy.uuid", 1),
              Map.entry("public.auth_policy.tenant_uuid", 1),
              Map.entry("public.auth_policy.written", 1),
              Map.entry("public.auth_user.uuid", 1),
              Map.entry("public.auth_user.salt", 1),
              Map.entry("public.auth_config.tenants", 1),
              Map.entry("public.auth_config.document", 1),
              Map.entry("public.auth_config.note", 1),
              Map.entry("public.auth_device.uuid", 500),
              Map.entry("public.z odd (tab, le).the \"id\"", 2),
              Map.entry("public.later.uuid", 1)));

  private Path folder;
  private SampleRun project;
  private Failure unanswered;
  private String said;

  @BeforeAll
  void dump_once(@TempDir Path shared) {
    folder = shared;
    project = GeneratedProject.create(folder);
    project.plan(GeneratedProject.TAG);
    unanswered = assertThrows(Failure.class, project::dump);
    List<String> options = new ArrayList<>(project.options());
    options.addAll(GeneratedProject.ANSWERS);
    said = new SampleRun(project.root(), options).dump();
  }

  @Test
  void what_no_rule_explains_is_asked_about_and_never_guessed() {
    String told = unanswered.getMessage() + unanswered.hint();
    for (String column : List.of("kept_hash", "reset_hash", "salt")) {
      assertTrue(told.contains("--value auth_user." + column + "="), told);
    }
    assertEquals(ExitCode.USAGE, unanswered.exitCode());
  }

  @Test
  void answers_are_kept_in_the_plan_and_by_the_next_plan() {
    String plan = project.text(".alembic_squash/squashplan");
    assertTrue(plan.contains("\nvalue:auth_user.kept_hash=keep\n"), plan);
    SampleRun again = project.copy(folder);
    again.plan(GeneratedProject.TAG);
    assertEquals(plan, again.text(".alembic_squash/squashplan"));
    again.dump();
    assertEquals(withoutKept(project.text(DUMP)), withoutKept(again.text(DUMP)));
  }

  /** One build's value, for everybody, is another with another build. */
  private static String withoutKept(String sql) {
    return sql.replaceAll("'[0-9a-f]{64}x'", "kept");
  }

  @Test
  void the_list_names_each_value_its_expression_and_its_places() {
    for (String line :
        List.of(
            "auth_tenant_uuid = public.new_tenant_uuid() in auth_config.document,"
                + " auth_config.note, auth_config.tenants, auth_group.name,"
                + " auth_group.tenant_uuid, auth_policy.tenant_uuid, auth_tenant.parent_uuid,"
                + " auth_tenant.uuid",
            "auth_policy_uuid = gen_random_uuid() in auth_config.tenants, auth_policy.uuid",
            "auth_device.uuid (500 rows)",
            "CURRENT_DATE in auth_tenant.opened_on",
            "timezone('utc'::text, now()) in auth_tenant.changed_at")) {
      assertTrue(said.contains(line), said);
      assertTrue(project.text(DUMP).contains(line), project.text(DUMP));
    }
  }

  @Test
  void only_what_was_kept_is_warned_of_as_a_secret() {
    assertFalse(said.contains("looks like a secret"), said);
  }

  @Test
  void what_is_the_same_in_each_build_stays() {
    String sql = project.text(DUMP);
    assertTrue(sql.contains("'0c2f1d5e-2f4b-4c1e-8a53-1f2e3d4c5b6a'"), sql);
    assertTrue(sql.contains(",6b1a3b9e-7c0e-4d55-9d2b-94a0c2f3e111}'"), sql);
    assertTrue(sql.contains("'2020-02-02 02:02:02+00'"), sql);
    assertTrue(sql.contains("'{1,7}'"), sql);
  }

  @Test
  void two_installations_differ_in_exactly_the_generated_values() {
    SampleRun squashed = project.copy(folder);
    squashed.squash(false, true);
    SampleRun.Answer answer = squashed.verify();
    assertEquals(ExitCode.DONE, answer.exit(), answer.data() + answer.said());
    assertTrue(answer.data().startsWith("IDENTICAL"), answer.data() + answer.said());
    List<Map<String, TableRows>> installations = installed(squashed);
    Map<String, Integer> differing = new TreeMap<>();
    ValueMapping renaming = new ValueMapping(BuildWindow.recent());
    installations
        .get(0)
        .forEach(
            (name, table) -> {
              GeneratedCells cells =
                  GeneratedCells.between(
                      table, installations.get(1).get(name), BuildWindow.recent());
              assertEquals(Optional.empty(), cells.obstacle());
              cells.patterns().forEach(pattern -> rename(table, pattern, renaming, differing));
            });
    assertEquals(GENERATED, differing);
    print(renaming.names(), installations.get(0));
  }

  /** What each value of the first is called in the second, and where it is in the first. */
  private static void print(Map<String, String> names, Map<String, TableRows> first) {
    System.out.printf("%-40s %-40s places%n", "one installation", "another");
    names.forEach(
        (one, other) -> {
          Set<String> places = places(one, first);
          // A uuid that is the same in each build may stand beside one that is not
          if (!one.equals(other) && !places.equals(Set.of("auth_device.uuid"))) {
            System.out.printf("%-40.40s %-40.40s %s%n", one, other, String.join(", ", places));
          }
        });
    System.out.println("and those of auth_device.uuid: " + names.size() + " values in all");
  }

  private static Set<String> places(String value, Map<String, TableRows> tables) {
    Set<String> places = new TreeSet<>();
    tables.forEach(
        (name, table) -> {
          for (Row row : table.rows()) {
            for (int i = 0; i < row.values().size(); i++) {
              if (String.valueOf(row.values().get(i)).contains(value)) {
                places.add(name.replaceFirst("^public\\.", "") + "." + table.columns().get(i));
              }
            }
          }
        });
    return places;
  }

  @Test
  void a_frozen_value_is_found() {
    SampleRun squashed = project.copy(folder);
    squashed.squash(false, false);
    String sql = squashed.text(SampleRun.VERSIONS + SQL);
    String frozen =
        sql.replace(
            "  gen_random_uuid() AS auth_policy_uuid",
            "  '6f2d9a3e-5b1c-4d7e-8f90-a1b2c3d4e5f6'::uuid AS auth_policy_uuid");
    assertFalse(sql.equals(frozen));
    squashed.write(SampleRun.VERSIONS + SQL, frozen);
    SampleRun.Answer answer = squashed.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    assertTrue(
        answer.said().contains("values of public.auth_policy.uuid that each build generates"),
        answer.said());
  }

  private static void rename(
      TableRows table,
      GeneratedCells.Pattern pattern,
      ValueMapping renaming,
      Map<String, Integer> differing) {
    pattern.generated().stream()
        .forEach(
            column -> {
              differing.merge(table.table() + "." + table.columns().get(column), 1, Integer::sum);
              assertEquals(
                  Optional.empty(),
                  renaming.add(
                      pattern.row().values().get(column), pattern.again().values().get(column)));
            });
  }

  /** The rows of two databases that the squashed revisions make. */
  private List<Map<String, TableRows>> installed(SampleRun squashed) {
    ProjectTree tree = new ProjectTree(squashed.root(), "", "alembic.ini", squashed.root());
    Engine.Watch watch = new Engine.Watch(folder.resolve("installed.log"), revision -> {});
    EngineSettings settings = new Settings().engine(Optional.of("local")).python().build();
    List<Map<String, TableRows>> rows = new ArrayList<>();
    try (Engine engine =
        new Engines(BuiltHistory.Talk.sayingYes(true).console()).pick(settings, squashed.root())) {
      for (int i = 0; i < 2; i++) {
        ThrowawayDatabase database = engine.migrated(tree, Target.heads(Set.of(HEAD)), watch);
        rows.add(TableRows.of(database));
      }
    }
    return rows;
  }
}
