package tests;

import java.nio.file.Path;
import java.util.List;

/** A project whose generated values are written in every way that was thought of. */
final class GeneratedShapes {
  static final String TAG = "v1";

  /** What no rule explains. */
  static final List<String> ANSWERS =
      List.of(
          "--value=token.token=sql:md5(random()::text)",
          "--value=token.v5=sql:gen_random_uuid()",
          "--value=secret_gone.one=null",
          "--value=secret_kept.one=keep",
          "--value=secret_same.one=sql:'secret'",
          "--value=link.signed=null",
          "--value=moments.millis=null",
          "--value=moments.day=keep");

  private static final String TABLES =
      """
      from alembic import op


      def upgrade():
          op.execute('''
              CREATE TYPE pair AS (id uuid, label text);
              CREATE TABLE shapes (
                id uuid PRIMARY KEY, hex text, upper varchar(36), upper_hex char(32), fixed char(36),
                bytes bytea, list uuid[], texts text[], document jsonb, keys jsonb, pair pair, urn text);
              CREATE TABLE child (
                id serial PRIMARY KEY, shape uuid REFERENCES shapes, bytes bytea, at timestamptz);
              CREATE TABLE clock (at timestamptz PRIMARY KEY, local timestamp UNIQUE,
                made timestamptz DEFAULT clock_timestamp());
              CREATE TABLE coarse (
                id int, made timestamptz(0) DEFAULT now(), local timestamp(0) DEFAULT now(),
                day date DEFAULT CURRENT_DATE, fixed timestamptz, other date);
              CREATE TABLE no_key (uuid uuid, label text);
              CREATE TABLE filled (id int, uuid uuid, at timestamptz);
              CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.uuid := gen_random_uuid(); NEW.at := now(); RETURN NEW; END $$;
              CREATE TRIGGER fill BEFORE INSERT ON filled FOR EACH ROW EXECUTE FUNCTION fill();
              CREATE TABLE computed (uuid uuid DEFAULT gen_random_uuid(),
                name text GENERATED ALWAYS AS ('x-' || uuid::text) STORED);
              CREATE MATERIALIZED VIEW seen AS SELECT name FROM computed;
              CREATE TABLE parted (id uuid, region text) PARTITION BY LIST (region);
              CREATE TABLE parted_a PARTITION OF parted FOR VALUES IN ('a');
              CREATE TABLE parted_b PARTITION OF parted DEFAULT;
              CREATE TABLE random_default (
                id int, token text DEFAULT md5(random()::text), number float DEFAULT random());
              CREATE TABLE token (
                token text PRIMARY KEY, v5 uuid, v4 uuid DEFAULT gen_random_uuid(), label text);
              CREATE TABLE token_use (token text REFERENCES token, v5 uuid, note text);
              CREATE TABLE link (url text, document jsonb, more text[], signed text);
              CREATE TABLE secret_gone (one text, other text);
              CREATE TABLE secret_kept (one text, other text);
              CREATE TABLE secret_same (one text, other text);
              CREATE TABLE paced (at timestamptz(0) UNIQUE, milli timestamptz(3) UNIQUE,
                plain timestamptz UNIQUE);
              CREATE TABLE digest (id uuid PRIMARY KEY, urn text);
              CREATE TABLE moments (epoch int, millis bigint, fine numeric, iso text, iso_seconds text,
                utc text, day date, document jsonb, at timestamptz);
          ''')
      """;

  private static final String SEEDS =
      """
      import datetime
      import os
      import time
      import uuid

      from alembic import op
      from sqlalchemy import text


      def upgrade():
          op.execute('''
              INSERT INTO coarse (id, fixed, other) VALUES (1, date_trunc('second', now()), NULL),
                (2, '2021-01-01 00:00:00+00', '2021-01-01');
              INSERT INTO paced SELECT now() - n * interval '1 second',
                now() - n * interval '1 millisecond',
                date_trunc('second', now()) - n * interval '1 second' FROM generate_series(0, 1) AS n;
              INSERT INTO no_key SELECT gen_random_uuid(), 'same' FROM generate_series(1, 30);
              INSERT INTO no_key SELECT uuid, 'twice' FROM no_key;
              INSERT INTO filled (id) VALUES (1), (2);
              INSERT INTO digest SELECT id, 'urn:device:' || id FROM (
                SELECT md5(random()::text)::uuid AS id FROM generate_series(1, 12)) AS new;
              INSERT INTO computed SELECT gen_random_uuid() FROM generate_series(1, 3);
              REFRESH MATERIALIZED VIEW seen;
              INSERT INTO parted VALUES (gen_random_uuid(), 'a'), (gen_random_uuid(), 'b');
              INSERT INTO random_default VALUES (1), (2);
          ''')
          run = op.get_bind().execute
          now = datetime.datetime.now
          one = uuid.uuid4()
          run(text('''
              INSERT INTO shapes SELECT id, :hex, :upper, :upper_hex, id, :bytes, ARRAY[id, id],
                ARRAY[CAST(id AS text), 'x"y'], jsonb_build_object('id', id),
                jsonb_build_object(CAST(id AS text), true), CAST(ROW(id, 'a b') AS pair), :urn
              FROM (SELECT CAST(:id AS uuid) AS id) AS new'''),
              dict(id=str(one), hex=one.hex, upper=str(one).upper(), upper_hex=one.hex.upper(),
                   bytes=one.bytes, urn=one.urn))
          run(text('INSERT INTO child (shape, bytes, at) VALUES (:id, :bytes, :at)'),
              dict(id=str(one), bytes=one.bytes, at=now(datetime.timezone.utc)))
          for _ in range(4):
              at = now()
              run(text('INSERT INTO clock VALUES (:at, :local)'),
                  dict(at=at.astimezone(), local=at))
          op.execute('''
              CREATE TABLE owned (id int, owner uuid DEFAULT '%(id)s', made timestamp DEFAULT '%(at)s',
                note text DEFAULT 'of %(id)s' CHECK (note <> '%(hex)s'));
              CREATE FUNCTION owner() RETURNS uuid LANGUAGE sql AS $$ SELECT '%(id)s'::uuid $$;
              CREATE VIEW mine AS SELECT id FROM shapes WHERE id = '%(id)s';
              COMMENT ON VIEW mine IS 'Those of %(id)s';
              ''' % dict(id=one, hex=one.hex, at=now(datetime.timezone.utc).replace(tzinfo=None)))
          token, v4 = os.urandom(12).hex(), uuid.uuid4()
          v5 = uuid.uuid5(v4, 'name')
          run(text('INSERT INTO token VALUES (:token, :v5, :v4, :label)'),
              dict(token=token, v5=str(v5), v4=str(v4), label='all-%s' % v5))
          run(text('INSERT INTO token_use VALUES (:token, :v5, :note)'),
              dict(token=token, v5=str(v5), note='{"%s": "%s"}' % (now().isoformat(), v4)))
          run(text('INSERT INTO link VALUES (:url, CAST(:document AS jsonb), ARRAY[:more, :token], :signed)'),
              dict(url='https://hearth/?t=%s&u=%s#%s' % (token, v4, token), token=token,
                   document='{"token": "%s", "at": "%s"}' % (token, now().isoformat()),
                   more='%s:%s' % (token, token),
                   signed='%s:%s0%s' % (token, os.urandom(6).hex(), os.urandom(10).hex()[1:])))
          for table in 'secret_gone', 'secret_kept', 'secret_same':
              for _ in range(2):
                  run(text('INSERT INTO %s VALUES (:secret, :secret)' % table),
                      dict(secret=os.urandom(12).hex()))
          at = now(datetime.timezone.utc)
          run(text('''INSERT INTO moments VALUES (:epoch, :millis, :fine, :iso, :seconds, :utc, :day,
              jsonb_build_object('at', CAST(:at AS timestamptz)), :at)'''),
              dict(epoch=int(time.time()), millis=int(time.time() * 1000), fine=time.time(),
                   iso=at.isoformat(), at=at, seconds=at.strftime('%Y-%m-%dT%H:%M:%SZ'),
                   utc=str(at.replace(tzinfo=None)), day=at.date()))
      """;

  private static final String NOTHING =
      """
      def upgrade():
          pass
      """;

  private GeneratedShapes() {}

  /** Makes it in a new folder, with its tag. */
  static SampleRun create(Path folder) {
    return GeneratedProject.of(folder.resolve("shapes"), TAG, List.of(TABLES, SEEDS), NOTHING);
  }
}
