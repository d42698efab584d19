package tests;

import java.nio.file.Path;
import java.util.List;

/** A project whose migrations seed trees of partitions, most of them by keys that are generated. */
final class PartitionedProject {
  static final String TAG = "v1";

  private static final String TABLES =
      """
      from alembic import op


      def upgrade():
          op.execute('''
              CREATE TABLE device (uuid uuid DEFAULT gen_random_uuid() PRIMARY KEY, name text)
                PARTITION BY HASH (uuid);
              CREATE TABLE line (id serial PRIMARY KEY, device uuid REFERENCES device);
              CREATE TABLE ticket (uuid uuid DEFAULT gen_random_uuid() PRIMARY KEY)
                PARTITION BY HASH (uuid);
              CREATE TABLE ticket_use (n int, ticket uuid REFERENCES ticket);
              CREATE TABLE event (id int GENERATED ALWAYS AS IDENTITY, uuid uuid) PARTITION BY HASH (uuid);
              CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy', 'wild');
              CREATE TABLE feeling (mood mood, n int) PARTITION BY HASH (mood);
          ''')
          for table in 'device', 'ticket', 'event', 'feeling':
              for n in range(4):
                  op.execute('CREATE TABLE %s_%d PARTITION OF %s FOR VALUES WITH (MODULUS 4, REMAINDER %d)'
                             % (table, n, table, n))
          op.execute('''
              CREATE TABLE span (uuid uuid DEFAULT gen_random_uuid(), label text, at timestamptz DEFAULT now())
                PARTITION BY RANGE (uuid);
              CREATE TABLE span_low PARTITION OF span
                FOR VALUES FROM (MINVALUE) TO ('80000000-0000-0000-0000-000000000000');
              CREATE TABLE span_high (at timestamptz, label text DEFAULT 'high', uuid uuid)
                PARTITION BY HASH (uuid);
              CREATE TABLE "span high 0" PARTITION OF span_high FOR VALUES WITH (MODULUS 2, REMAINDER 0);
              CREATE TABLE span_high_1 PARTITION OF span_high FOR VALUES WITH (MODULUS 2, REMAINDER 1);
              ALTER TABLE span ATTACH PARTITION span_high
                FOR VALUES FROM ('80000000-0000-0000-0000-000000000000') TO (MAXVALUE);
              CREATE TABLE measure (day date, value int) PARTITION BY RANGE (day);
              CREATE TABLE measure_01 PARTITION OF measure FOR VALUES FROM ('2020-01-01') TO ('2020-02-01');
              CREATE TABLE measure_02 PARTITION OF measure FOR VALUES FROM ('2020-02-01') TO ('2020-03-01');
              CREATE TABLE measure_other PARTITION OF measure DEFAULT;
          ''')
      """;

  private static final String SEEDS =
      """
      from alembic import op


      def upgrade():
          op.execute('''
              INSERT INTO device (name) SELECT 'device ' || n FROM generate_series(1, 40) AS n;
              INSERT INTO line (device) SELECT uuid FROM device ORDER BY name;
              INSERT INTO ticket SELECT gen_random_uuid() FROM generate_series(1, 30);
              INSERT INTO ticket_use SELECT row_number() OVER (), uuid FROM ticket;
              INSERT INTO event (uuid) SELECT gen_random_uuid() FROM generate_series(1, 20);
              INSERT INTO feeling SELECT m, n FROM unnest(enum_range(NULL::mood)) m, generate_series(1, 5) n;
              INSERT INTO span (uuid) SELECT gen_random_uuid() FROM generate_series(1, 30);
              INSERT INTO span (uuid) VALUES ('0c2f1d5e-2f4b-4c1e-8a53-1f2e3d4c5b6a'),
                ('f6a1c3d2-7b5e-4e0f-9c88-2d3e4f5a6b7c');
              INSERT INTO measure VALUES ('2020-01-05', 1), ('2020-02-05', 2), ('1999-01-01', 3);
          ''')
      """;

  private static final String KEPT =
      """
      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE later AS SELECT uuid, name FROM device')
      """;

  private PartitionedProject() {}

  /** Makes it in a new folder, with its tag. */
  static SampleRun create(Path folder) {
    return GeneratedProject.of(folder.resolve("parts"), TAG, List.of(TABLES, SEEDS), KEPT);
  }
}
