package tests;

import java.nio.file.Path;
import java.util.List;

/** A project whose migrations seed rows with values that each installation generates for itself. */
final class GeneratedProject {
  static final String TAG = "v1";

  /** One for each column that no rule explains. */
  static final List<String> ANSWERS =
      List.of(
          "--value=auth_user.kept_hash=keep",
          "--value=auth_user.reset_hash=null",
          "--value=auth_user.salt=sql:md5(random()::text || clock_timestamp())");

  static final String ENV =
      """
      from alembic import context
      from sqlalchemy import create_engine

      if context.is_offline_mode():
          context.configure(url='postgresql://nobody@nowhere/none')
          with context.begin_transaction():
              context.run_migrations()
      else:
          with create_engine('postgresql://nobody@nowhere/none').connect() as connection:
              context.configure(connection=connection)
              with context.begin_transaction():
                  context.run_migrations()
      """;

  private static final String TABLES =
      """
      from alembic import op


      def upgrade():
          op.execute('''
              CREATE FUNCTION new_tenant_uuid() RETURNS uuid LANGUAGE sql
                AS 'SELECT gen_random_uuid()';
              CREATE TABLE auth_tenant (
                uuid uuid DEFAULT new_tenant_uuid() PRIMARY KEY,
                parent_uuid uuid NOT NULL REFERENCES auth_tenant,
                name text,
                opened_on date DEFAULT CURRENT_DATE,
                opened_at time DEFAULT LOCALTIME,
                created_at timestamptz DEFAULT now(),
                changed_at timestamp DEFAULT timezone('utc', now()));
              CREATE TABLE auth_group (
                id serial PRIMARY KEY, name varchar(80),
                tenant_uuid varchar(36), external_id varchar(32));
              CREATE TABLE auth_policy (
                uuid varchar(36) PRIMARY KEY, name text,
                tenant_uuid uuid REFERENCES auth_tenant,
                group_id int REFERENCES auth_group, written timestamptz);
              CREATE TABLE auth_user (
                id serial PRIMARY KEY, uuid uuid DEFAULT gen_random_uuid(),
                kept_hash text, reset_hash text, salt text);
              CREATE TABLE auth_config (
                id serial, groups int[], tenants uuid[], document jsonb, note json);
              CREATE TABLE auth_device (
                id int GENERATED ALWAYS AS IDENTITY, uuid uuid DEFAULT gen_random_uuid());
              CREATE TABLE auth_fixed (uuid uuid, at timestamptz);
              CREATE TABLE "z odd (tab, le)" ("the \""id\""" uuid DEFAULT gen_random_uuid(), n int);
          ''')
      """;

  private static final String SEEDS =
      """
      import hashlib
      import os
      import uuid

      from alembic import op


      def secret(salt):
          return hashlib.sha256(salt).hexdigest() + 'x'


      def upgrade():
          op.execute('''
              WITH tenant AS (SELECT gen_random_uuid() AS uuid)
              INSERT INTO auth_tenant (uuid, parent_uuid, name) SELECT uuid, uuid, 'master' FROM tenant;
              INSERT INTO auth_group (name, tenant_uuid, external_id)
                SELECT 'all-users-' || uuid || '-it''s', uuid, '%s' FROM auth_tenant;
              INSERT INTO auth_policy
                SELECT '%s', 'policy', uuid, 1, now() FROM auth_tenant;
              INSERT INTO auth_user (kept_hash, reset_hash, salt) VALUES ('%s', '%s', '%s');
              INSERT INTO auth_config (groups, tenants, document, note)
                SELECT '{1, 7}', ARRAY[t.uuid, p.uuid::uuid, '6b1a3b9e-7c0e-4d55-9d2b-94a0c2f3e111'],
                  jsonb_build_object('tenant', t.uuid, 'owner', u.uuid, 'quote', 'it''s "a" \\\\'),
                  json_build_object('group', 'all-users-' || t.uuid, 'ids', ARRAY[u.uuid])
                FROM auth_tenant t, auth_policy p, auth_user u;
              INSERT INTO auth_device (uuid) SELECT gen_random_uuid() FROM generate_series(1, 500);
              INSERT INTO auth_fixed VALUES
                ('0c2f1d5e-2f4b-4c1e-8a53-1f2e3d4c5b6a', '2020-02-02 02:02:02+00');
              INSERT INTO "z odd (tab, le)" (n) VALUES (1), (2);
          ''' % (uuid.uuid4().hex, uuid.uuid4(), *(secret(os.urandom(8)) for _ in range(3))))
      """;

  private static final String KEPT =
      """
      from alembic import op


      def upgrade():
          op.execute('CREATE TABLE later AS SELECT uuid, name FROM auth_tenant')
      """;

  private GeneratedProject() {}

  /** Makes it in a new folder, with its tag. */
  static SampleRun create(Path folder) {
    return of(folder.resolve("authd"), TAG, List.of(TABLES, SEEDS), KEPT);
  }

  /**
   * Makes a project with this env.py.
   *
   * @param root a new folder
   * @param squashed the revisions up to the tag, the oldest first
   * @param kept one more
   */
  static SampleRun of(Path root, String tag, List<String> squashed, String kept) {
    return of(root, ENV, tag, squashed, kept);
  }

  /** As {@link #of(Path, String, List, String)}, with an env.py of one's own. */
  static SampleRun of(Path root, String env, String tag, List<String> squashed, String kept) {
    Engines.assumeLocal();
    try (BuiltHistory history = BuiltHistory.project(root)) {
      history.file(".gitignore", ".alembic_squash/\n__pycache__/\n").file("alembic/env.py", env);
      int number = 0;
      for (String revision : squashed) {
        add(history, revision, ++number);
      }
      history.committed("seeds").tag(tag);
      add(history, kept, ++number);
      history.committed("later");
    }
    return new SampleRun(
        root, List.of("--engine=local", "--python=" + Engines.python().executable()));
  }

  private static void add(BuiltHistory history, String revision, int number) {
    String[] down = number == 1 ? new String[0] : new String[] {id(number - 1)};
    history.revisionWith(revision, id(number), down);
  }

  private static String id(int number) {
    return "%012d".formatted(number);
  }
}
