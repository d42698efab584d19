package tests;

import archive.HistoryMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import squash.Downgrade;
import squash.SquashOptions;

/**
 * A small project with releases, on this machine's PostgreSQL.
 *
 * <pre>
 * v1: a1aa - v2: b2bb - v2.5: c3cc (the cut) - v3: d4dd - e5ee
 *        \ s1ss ------------/
 * </pre>
 */
final class ReleasedProject {
  private static final String PEOPLE =
      """
      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE person (id serial PRIMARY KEY, name varchar(40) NOT NULL)')
          op.execute("INSERT INTO person (name) VALUES ('root')")
      """;

  private ReleasedProject() {}

  /** One that is planned, with its baseline dumped. */
  static SampleRun planned(Path folder) {
    Engines.assumeLocal();
    Path root = folder.resolve("project");
    try (BuiltHistory built = BuiltHistory.project(root)) {
      built.file("alembic/env.py", SmallProject.ENV);
      built.revisionWith(PEOPLE, "a1aa").committed("one").tag("v1");
      built.revisionWith(
          does("ALTER TABLE person ADD since timestamptz DEFAULT now()"), "b2bb", "a1aa");
      built.committed("two").tag("v2");
      built.revisionWith(does("CREATE TABLE place (id int PRIMARY KEY)"), "s1ss", "a1aa");
      built.revisionWith(does("ALTER TABLE person RENAME TO account"), "c3cc", "b2bb", "s1ss");
      built.committed("three").tag("v2.5");
      built.revisionWith(
          does("ALTER TABLE account ADD age int NOT NULL DEFAULT 7"), "d4dd", "c3cc");
      built.committed("four").tag("v3");
      built.revisionWith(does("CREATE ROLE reader"), "e5ee", "d4dd").committed("five");
    }
    SampleRun planned =
        new SampleRun(root, List.of("--engine=local", "--python=" + Engines.python().executable()));
    planned.plan("v2.5");
    planned.dump();
    return planned;
  }

  private static String does(String sql) {
    return """
    from alembic import op


    def upgrade():
        op.execute('%s')
    """
        .formatted(sql);
  }

  /** A copy that is squashed and committed. */
  static SampleRun squashed(SampleRun planned, Path folder, HistoryMode mode) {
    SampleRun run = planned.copy(folder);
    run.squash(new SquashOptions(false, true, Downgrade.REFUSE, Optional.of(mode)));
    return run;
  }
}
