package tests;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import proof.Comparison;
import proof.Verdict;
import report.History;
import report.History.Revision;
import report.History.Role;
import report.ReleaseRow;
import report.Report;
import report.Timings;

/** Reports as a verification would make them. */
final class SampleReports {
  /** What a name in a database may hold at its worst. */
  static final String HOSTILE =
      "public.\"<script>alert('x')</script> & ]]> --> \u202Egnp.exe\u202C \u0007 `|` شقة \uFEFF\"";

  static final String DUMPS =
      "pg_dump writes before.sql and after.sql byte for byte the same, 8,335 bytes.";

  private static final String TAG = "v2.4";
  private static final String COMMIT = "5f0c3d9b7a61c8842e1b7d90aa3c55f6e27d1048";
  private static final Instant MADE = Instant.parse("2025-11-22T13:24:51Z");

  private SampleReports() {}

  /** 43 squashed revisions with a branch and a merge, 7 kept; nothing differs. */
  static Report identical() {
    return report(
        verdict(comparison(List.of(), List.of())),
        SampleHistories.before(),
        SampleHistories.after(7),
        List.of());
  }

  /** As {@link #identical}, with definitions that read differently. */
  static Report equivalent() {
    return report(
        verdict(comparison(equivalences(2), List.of())),
        SampleHistories.before(),
        SampleHistories.after(7),
        List.of(
            "a row of \"public.setting\" has a column named token: a secret may be about to be"
                + " committed",
            "revision 2933322b74f6 was edited after " + TAG));
  }

  /** As {@link #equivalent}, with differences. */
  static Report different() {
    return report(
        verdict(comparison(equivalences(1), differences(3))),
        SampleHistories.before(),
        SampleHistories.after(7),
        List.of("branch origin/add-boost adds revisions below the cut"));
  }

  /** 500 revisions in many branches, 200 equivalences, 50 differences. */
  static Report large() {
    return report(
        verdict(comparison(equivalences(200), differences(50))),
        SampleHistories.branching(),
        SampleHistories.after(20),
        List.of());
  }

  /** Names that try to leave their place. */
  static Report hostile() {
    return named(HOSTILE);
  }

  /** Names as long as PostgreSQL takes, which nothing breaks. */
  static Report longNames() {
    return named("finds_a_lost_index_" + "i".repeat(63));
  }

  private static Report named(String name) {
    Comparison comparison =
        new Comparison(
            List.of(new Comparison.Count(name, 1, 0)),
            List.of(new Comparison.Count(name, 1, 1)),
            List.of(new Comparison.TableCount(name, 1, 1)),
            List.of(new Comparison.Equivalence("VIEW " + name, name, name + "\n```\n", 2)),
            List.of(new Comparison.Difference("TABLE " + name, name, "")),
            List.of(new Comparison.GeneratedColumn(name, name, 1)),
            List.of(name));
    Verdict verdict =
        new Verdict(
            List.of(new Verdict.Way(name, name, comparison)),
            List.of(new Verdict.Control(name, true)),
            List.of(name));
    Revision revision = new Revision(name, name, List.of(name + "2", "x"), Role.CUT);
    return new Report(
        name,
        Optional.of(new Report.Squash(name, name, name, name)),
        MADE,
        name,
        name,
        verdict,
        name,
        new History(List.of(revision)),
        new History(List.of(revision)),
        new Timings(
            Optional.empty(),
            Optional.of(Duration.ofMillis(3)),
            false,
            List.of(new Timings.RevisionTime(name, name, Duration.ofMillis(2)))),
        new Report.FileCount(0, 0),
        List.of(name),
        List.of(new ReleaseRow(name, List.of(name), name, name)));
  }

  /** Two databases without repositories: as little as a report can have. */
  static Report bare() {
    Comparison nothing =
        new Comparison(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    return new Report(
        "two databases",
        Optional.empty(),
        MADE,
        "a server",
        "PostgreSQL 17.2",
        new Verdict(
            List.of(new Verdict.Way("compare", "one against the other", nothing)),
            List.of(),
            List.of()),
        DUMPS,
        History.none(),
        History.none(),
        Timings.none(),
        new Report.FileCount(0, 0),
        List.of(),
        List.of());
  }

  /** One difference of these two texts. */
  static Report withDifference(String before, String after) {
    List<Comparison.Difference> one =
        List.of(new Comparison.Difference("FUNCTION public.touch()", before, after));
    return report(
        verdict(comparison(List.of(), one)),
        SampleHistories.before(),
        SampleHistories.after(7),
        List.of());
  }

  private static Report report(
      Verdict verdict, History before, History after, List<String> warnings) {
    Revision cut =
        before.revisions().stream().filter(r -> r.role() == Role.CUT).findFirst().orElseThrow();
    List<Timings.RevisionTime> times = new ArrayList<>();
    for (Revision revision : before.revisions()) {
      if (revision.role() == Role.SQUASHED || revision.role() == Role.CUT) {
        long millis = 9 + 1_870L / (1 + (times.size() * 7L) % 43);
        times.add(
            new Timings.RevisionTime(revision.id(), revision.message(), Duration.ofMillis(millis)));
      }
    }
    return new Report(
        "hearthd",
        Optional.of(new Report.Squash(TAG, cut.id(), cut.message(), COMMIT)),
        MADE,
        "PostgreSQL of this machine",
        "PostgreSQL 15.14",
        verdict,
        DUMPS,
        before,
        after,
        new Timings(
            Optional.of(Duration.ofMillis(14_312)),
            Optional.of(Duration.ofMillis(1_046)),
            false,
            times),
        new Report.FileCount(2, before.revisions().size() - after.revisions().size() + 1),
        warnings,
        List.of());
  }

  private static Verdict verdict(Comparison atHead) {
    Comparison atCut =
        new Comparison(
            atHead.objects().subList(0, 6),
            atHead.facts(),
            atHead.tables().subList(0, 9),
            atHead.equivalences(),
            List.of(),
            List.of(),
            List.of());
    return new Verdict(
        List.of(
            new Verdict.Way("fresh", "an empty database, brought to head", atHead),
            new Verdict.Way(
                "deployed at the cut", "the originals at the cut, brought to head", atHead),
            new Verdict.Way(
                "deployed at head",
                "the originals at head, where nothing is left to do",
                new Comparison(
                    atHead.objects().stream()
                        .map(c -> new Comparison.Count(c.kind(), c.compared(), c.compared()))
                        .toList(),
                    atHead.facts(),
                    atHead.tables(),
                    List.of(),
                    List.of(),
                    atHead.generated(),
                    List.of())),
            new Verdict.Way("at the cut", "the originals at the cut, against the baseline", atCut)),
        List.of(
            new Verdict.Control("the originals built twice are the same", true),
            new Verdict.Control("a dropped default is found", true),
            new Verdict.Control("a changed row is found", true),
            new Verdict.Control("a revoked privilege is found", true)),
        List.of("databases of other projects in the same server"));
  }

  private static Comparison comparison(
      List<Comparison.Equivalence> equivalences, List<Comparison.Difference> differences) {
    String[] kinds = {
      "CHECK CONSTRAINT",
      "COMMENT",
      "CONSTRAINT",
      "DEFAULT",
      "EXTENSION",
      "FK CONSTRAINT",
      "FUNCTION",
      "INDEX",
      "MATERIALIZED VIEW",
      "SEQUENCE",
      "TABLE",
      "TRIGGER",
      "TYPE",
      "VIEW"
    };
    int[] counts = {11, 46, 38, 21, 3, 29, 9, 34, 1, 19, 31, 6, 7, 5};
    List<Comparison.Count> objects = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      int reads = kinds[i].equals("INDEX") ? Math.min(counts[i], equivalences.size()) : 0;
      objects.add(new Comparison.Count(kinds[i], counts[i], counts[i] - reads));
    }
    List<Comparison.TableCount> tables = new ArrayList<>();
    for (int i = 0; i < 31; i++) {
      int rows = i % 4 == 0 ? i * 37 : i % 3;
      int after = differences.isEmpty() || i != 4 ? rows : rows - 1;
      tables.add(new Comparison.TableCount("public." + TABLES.get(i % 16) + at(i), rows, after));
    }
    return new Comparison(
        objects,
        List.of(
            new Comparison.Count("child column order", 4, 4),
            new Comparison.Count("comments of built-in objects", 2, 2),
            new Comparison.Count("extension member", 81, 81),
            new Comparison.Count("role", 2, 2)),
        tables,
        equivalences,
        differences,
        List.of(
            new Comparison.GeneratedColumn("public.home", "uuid", 1),
            new Comparison.GeneratedColumn("public.account", "created_at", 12)),
        List.of());
  }

  private static final List<String> TABLES =
      List.of(
          "account",
          "account_group",
          "alert",
          "audit_log",
          "automation_rule",
          "boost",
          "consumption",
          "device",
          "device_label",
          "firmware",
          "heat_curve",
          "holiday",
          "home",
          "reading",
          "schedule",
          "zone");

  private static String at(int i) {
    return i < 16 ? "" : "_" + (i / 16 + 1);
  }

  private static List<Comparison.Equivalence> equivalences(int count) {
    List<Comparison.Equivalence> equivalences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String table = TABLES.get(i % 16);
      String name = table + "_active_" + i + "_idx";
      String head =
          "CREATE INDEX " + name + " ON public." + table + " USING btree (state)\n  WHERE ";
      equivalences.add(
          i % 5 == 1
              ? new Comparison.Equivalence(
                  "VIEW public." + table + "_open_" + i,
                  "CREATE VIEW public.open AS\n SELECT d.id,\n    d.name\n   FROM public.device d\n"
                      + "  WHERE ((d.kind)::text <> ALL (ARRAY[('old'::character varying)::text,"
                      + " ('lost'::character varying)::text]));\n",
                  "CREATE VIEW public.open AS\n SELECT d.id,\n    d.name\n   FROM public.device d\n"
                      + "  WHERE ((d.kind)::text <> ALL ((ARRAY['old'::character varying,"
                      + " 'lost'::character varying])::text[]));\n",
                  2)
              : new Comparison.Equivalence(
                  "INDEX public." + name,
                  head
                      + "((state)::text = ANY ((ARRAY['new'::character varying, 'open'::character"
                      + " varying])::text[]));\n",
                  head
                      + "((state)::text = ANY (ARRAY[('new'::character varying)::text,"
                      + " ('open'::character varying)::text]));\n",
                  1));
    }
    return equivalences;
  }

  private static List<Comparison.Difference> differences(int count) {
    List<Comparison.Difference> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String table = TABLES.get(i % 16);
      differences.add(
          switch (i % 3) {
            case 0 ->
                new Comparison.Difference(
                    "TABLE public." + table + at(i),
                    """
                    CREATE TABLE public.%s (
                        id bigint NOT NULL,
                        home_id bigint NOT NULL,
                        name character varying(128) DEFAULT ''::character varying NOT NULL,
                        target numeric(4,1),
                        note text COMPRESSION lz4
                    );
                    """
                        .formatted(table),
                    """
                    CREATE TABLE public.%s (
                        id bigint NOT NULL,
                        home_id bigint NOT NULL,
                        name character varying(64) DEFAULT ''::character varying NOT NULL,
                        target numeric(4,1),
                        note text
                    );
                    """
                        .formatted(table));
            case 1 ->
                new Comparison.Difference(
                    "rows of public." + table + at(i),
                    "id='1', kind='thermostat', label='Living room, the one behind the bookcase"
                        + " next to the window', firmware='4.2.1', uuid='(generated)'",
                    "");
            default ->
                new Comparison.Difference(
                    "TRIGGER public." + table + " touch_" + i,
                    "",
                    "-- Keeps the time of the last change.\nCREATE TRIGGER touch_"
                        + i
                        + " BEFORE UPDATE ON public."
                        + table
                        + " FOR EACH ROW EXECUTE FUNCTION public.touch();\n");
          });
    }
    return differences;
  }
}
