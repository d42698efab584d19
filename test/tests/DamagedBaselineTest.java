package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tests.SampleRun.Answer;

/** The sample's baseline, damaged in several places: `verify` says DIFFERENT, and names each. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedBaselineTest {
  private static final String TAG = "hearthd-24.11";
  private static final String SQL = SampleRun.VERSIONS + "baseline-hearthd-24.11.sql";

  /** What a damage puts in place of a whole statement. */
  private static final String NOTHING = "";

  /** A verify for each damage would take long: one has every fifth, and must name each of them. */
  private static final int GROUPS = 5;

  private static final List<Damage> DAMAGES =
      List.of(
          Damage.lost("a lost schema's grant", "SCHEMA energy", "GRANT USAGE ON SCHEMA energy"),
          Damage.lost("a lost comment", "A building and who", "COMMENT ON TABLE public.home"),
          Damage.lost("a lost index", "account__idx__home_uuid", "CREATE INDEX account__idx__home"),
          Damage.lost(
              "a lost unique",
              "account_email_key",
              "ALTER TABLE ONLY public.account\n    ADD CONSTRAINT account_email_key"),
          Damage.lost(
              "a lost foreign key",
              "holiday_home_uuid_fkey",
              "ALTER TABLE ONLY public.holiday\n    ADD CONSTRAINT holiday_home_uuid_fkey"),
          Damage.lost("a lost trigger", "home_touch_updated_at", "CREATE TRIGGER home_touch"),
          Damage.lost(
              "a lost revoke",
              "ACL of FUNCTION public.boost_zone",
              "REVOKE ALL ON FUNCTION public.boost_zone"),
          Damage.lost(
              "a lost position",
              "holiday_id_seq",
              "SELECT pg_catalog.setval('public.holiday_id_seq'"),
          Damage.lost(
              "a lost default of a serial",
              "nextval",
              "ALTER TABLE ONLY public.zone ALTER COLUMN id SET DEFAULT"),
          Damage.lost("lost rows", "reading.pattern", "INSERT INTO public.setting"),
          Damage.lost(
              "a materialized view left empty", "reading_daily", "REFRESH MATERIALIZED VIEW"),
          new Damage(
              "a swapped default",
              "'auto'::",
              "mode character varying(16) DEFAULT 'auto'",
              "mode character varying(16) DEFAULT 'eco'"),
          new Damage("a narrower type", "numeric(9,3)", "kwh numeric(9,3)", "kwh numeric(8,3)"),
          new Damage("a lost not null", "label text NOT NULL", "label text NOT NULL", "label text"),
          new Damage(
              "a value less in a list",
              "'installer'",
              "'guest'::character varying, 'installer'::character varying]",
              "'guest'::character varying]"),
          new Damage(
              "values of an enum the other way round",
              "alert_level",
              "'info',\n    'warning'",
              "'warning',\n    'info'"),
          new Damage(
              "a domain's other bound",
              "(VALUE <= ",
              "(VALUE <= (95)::numeric)",
              "(VALUE <= (96)::numeric)"),
          new Damage(
              "columns the other way round",
              "TABLE public.reading (",
              "    temperature numeric(5,2),\n    humidity smallint,",
              "    humidity smallint,\n    temperature numeric(5,2),"),
          new Damage(
              "a function that is no more a definer",
              "SECURITY DEFINER",
              "LANGUAGE plpgsql SECURITY DEFINER",
              "LANGUAGE plpgsql"),
          new Damage(
              "a function's own search path",
              "notify_alert",
              "    SET search_path TO 'public', 'pg_temp'\n    AS $$",
              "    AS $$"),
          new Damage("a function that takes null", "fold_name", "IMMUTABLE STRICT", "IMMUTABLE"),
          new Damage(
              "a view that bars no more",
              "security_barrier",
              "CREATE VIEW public.silent_device WITH (security_barrier='true')",
              "CREATE VIEW public.silent_device"),
          new Damage(
              "an index of all rows", "alert__idx__open", " WHERE (cleared_at IS NULL);", ";"),
          new Damage(
              "a key that deletes no more",
              "consumption_home_uuid_fkey",
              "REFERENCES public.home(uuid) ON DELETE CASCADE",
              "REFERENCES public.home(uuid)"),
          new Damage(
              "an identity that may be written",
              "GENERATED BY DEFAULT AS IDENTITY",
              "ALTER TABLE public.firmware ALTER COLUMN id ADD GENERATED ALWAYS",
              "ALTER TABLE public.firmware ALTER COLUMN id ADD GENERATED BY DEFAULT"),
          new Damage(
              "a sequence's wrong position",
              "position of sequence public.zone_id_seq",
              "setval('public.zone_id_seq', 3, true)",
              "setval('public.zone_id_seq', 3, false)"),
          new Damage(
              "a generated column's other expression",
              "round",
              "round((kwh * price_per_kwh), 2)",
              "round((kwh * price_per_kwh), 1)"),
          new Damage(
              "a missing row",
              "Day & night",
              "\t('HPHC', 'Day & night', 'peak', 0.18210),\n",
              "\n"),
          new Damage(
              "a tab that became blanks",
              "serial_number",
              "device\t:serial_number",
              "device    :serial_number"),
          new Damage(
              "null for JSON's null",
              "welcome",
              "'Welcome home 🏡', '', 'null'",
              "'Welcome home 🏡', '', NULL"),
          new Damage(
              "a byte of a checksum",
              "rows of public.firmware",
              "'\\x27270d0ac3'",
              "'\\x27270d0ac4'"),
          new Damage(
              "a value of an installation frozen",
              "values of public.automation.home_uuid",
              "gen_random_uuid() AS home_uuid",
              "'c9a646d3-9c61-4cb7-bfcd-ee2522c8f633'::uuid AS home_uuid"),
          new Damage(
              "a moment frozen",
              "created_at",
              "'Europe/Paris', now() - interval '1 microseconds', now(), 1)",
              "'Europe/Paris', '2024-11-02 10:00:00+00', now(), 1)"),
          new Damage(
              "a value generated twice",
              "generated value in public.account_group.slug",
              "'home-' || (SELECT home_uuid FROM pg_temp.generated)",
              "'home-' || gen_random_uuid()"));

  private SampleRun sample;
  private String sound;
  private final List<List<String>> differences = new ArrayList<>();

  /**
   * A baseline with one thing wrong.
   *
   * @param what says which
   * @param named what a line of the differences holds that says so
   * @param from the text to replace; a whole statement, found by its start, where {@code to} is
   *     {@link #NOTHING}
   * @param to what is there instead
   */
  private record Damage(String what, String named, String from, String to) {
    private static Damage lost(String what, String named, String start) {
      return new Damage(what, named, start, NOTHING);
    }

    private String in(String sql) {
      int from = sql.indexOf(this.from);
      assertTrue(from >= 0, () -> "the baseline has no " + this.from);
      if (to.equals(NOTHING)) {
        int marker = sql.lastIndexOf("\n--;; ", from);
        return sql.substring(0, marker) + sql.substring(sql.indexOf("\n--;; ", from));
      }
      return sql.substring(0, from) + to + sql.substring(from + this.from.length());
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @BeforeAll
  void squash_once(@TempDir Path folder) {
    sample = SampleRun.local(folder);
    sample.plan(TAG);
    sample.dump();
    sample.squash(false, false);
    sound = sample.text(SQL);
    for (int group = 0; group < GROUPS; group++) {
      differences.add(verified(group));
    }
  }

  /** The changed lines that {@code verify} names where the baseline has every damage of a group. */
  private List<String> verified(int group) {
    String damaged = sound;
    for (int i = group; i < DAMAGES.size(); i += GROUPS) {
      String before = damaged;
      damaged = DAMAGES.get(i).in(damaged);
      assertFalse(damaged.equals(before));
    }
    sample.write(SQL, damaged);
    Answer answer = sample.verify();
    assertEquals(ExitCode.DIFFERENT, answer.exit(), answer.said());
    return sample
        .text(".alembic_squash/verify/differences.diff")
        .lines()
        .filter(line -> line.startsWith("-") || line.startsWith("+"))
        .toList();
  }

  static List<Damage> damages() {
    return DAMAGES;
  }

  @ParameterizedTest
  @MethodSource("damages")
  void is_found_and_named(Damage damage) {
    int own = DAMAGES.indexOf(damage) % GROUPS;
    for (int group = 0; group < GROUPS; group++) {
      List<String> changed = differences.get(group);
      assertEquals(
          group == own,
          changed.stream().anyMatch(line -> line.contains(damage.named())),
          () -> damage.named() + " in:\n" + String.join("\n", changed));
    }
  }
}
