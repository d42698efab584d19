package tests;

import java.util.Map;

/** Texts of env.py that connect in every way they can, and check where that led. */
final class EnvPy {
  /** What each env.py starts with: where it believes its database to be. */
  static final String START =
      """
      import asyncio
      import os

      from alembic import context
      from sqlalchemy import create_engine, text

      PORT = os.environ["DECOY_PORT"]
      PLACE = {"host": "127.0.0.1", "port": int(PORT), "user": "app", "password": "app"}
      URL = "://app:app@127.0.0.1:%s/app" % PORT
      QUERY = "SELECT current_database() || ' ' || current_setting('application_name')"

      def check(row, name=""):
          assert row[0].startswith("own "), row
          assert not name or row[0] == "own " + name, row

      def visit(connection, name=""):
          cursor = connection.cursor()
          cursor.execute(QUERY)
          check(cursor.fetchone(), name)
          connection.close()

      def migrate(connection):
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private static final Map<String, String> CONNECTIONS =
      Map.of(
          "psycopg2",
              """
              import psycopg2
              from psycopg2 import extras, pool

              LIBPQ = dict(PLACE, dbname="app")
              DSN = "host=127.0.0.1 port=%s user=app password=app dbname=app" % PORT
              visit(psycopg2.connect(**LIBPQ))
              visit(psycopg2.connect(DSN + " application_name=dsn"), "dsn")
              visit(psycopg2.connect("postgresql" + URL, connection_factory=extras.DictConnection))
              visit(pool.SimpleConnectionPool(1, 1, DSN).getconn())
              several = "postgresql+psycopg2://app:app@/app?host=127.0.0.1:%s&host=localhost:%s"
              visit(create_engine(several % (PORT, PORT)).raw_connection())
              creator = create_engine("postgresql+psycopg2://", creator=lambda: psycopg2.connect(DSN))
              visit(creator.raw_connection())
              with open("service.conf", "w") as file:
                  file.write("[decoy]\\n" + DSN.replace(" ", "\\n") + "\\nhostaddr=127.0.0.1\\n")
              os.environ.update(PGSERVICEFILE=os.path.abspath("service.conf"))
              visit(psycopg2.connect("service=decoy"))
              os.environ.update(PGSERVICE="decoy", PGHOSTADDR="127.0.0.1", PGPORT=PORT)
              visit(psycopg2.connect("dbname=app"))
              os.environ.update(PGHOSTADDR="127.0.0.1", PGSSLMODE="require")
              visit(create_engine("postgresql+psycopg2:///app").raw_connection())
              visit(create_engine("postgresql+psycopg2" + URL + "?application_name=u")
                  .raw_connection(), "u")
              with create_engine("postgresql+psycopg2" + URL).connect() as connection:
                  migrate(connection)
              """,
          "psycopg",
              """
              import psycopg
              import sqlalchemy

              DSN = "host=127.0.0.1 port=%s user=app password=app dbname=app" % PORT
              visit(psycopg.connect(**dict(PLACE, dbname="app")))
              visit(psycopg.connect(DSN + " application_name=dsn"), "dsn")
              visit(psycopg.Connection.connect("postgresql" + URL, autocommit=True))
              visit(psycopg.connect("postgresql://app:app@127.0.0.1:%s,localhost:%s/app"
                  % (PORT, PORT)))
              os.environ.update(PGHOSTADDR="127.0.0.1", PGPORT=PORT)
              visit(psycopg.connect(""))

              async def run():
                  found = await psycopg.AsyncConnection.connect("postgresql" + URL)
                  check(await (await found.execute(QUERY)).fetchone())
                  await found.close()
                  if sqlalchemy.__version__ > "2":
                      from sqlalchemy.ext.asyncio import create_async_engine
                      engine = create_async_engine("postgresql+psycopg" + URL)
                      async with engine.connect() as connection:
                          await connection.run_sync(migrate)
                      await engine.dispose()

              asyncio.run(run())
              if sqlalchemy.__version__ < "2":
                  with create_engine("postgresql" + URL).connect() as connection:
                      migrate(connection)
              else:
                  visit(create_engine("postgresql+psycopg" + URL).raw_connection())
                  visit(create_engine("postgresql+psycopg://",
                      creator=lambda: psycopg.connect(DSN)).raw_connection())
              """,
          "asyncpg",
              """
              import asyncpg
              from sqlalchemy.ext.asyncio import create_async_engine

              async def visited(connection, name=""):
                  check([await connection.fetchval(QUERY)], name)
                  await connection.close()

              async def run():
                  await visited(await asyncpg.connect(database="app", **PLACE))
                  await visited(await asyncpg.connect("postgresql" + URL))
                  await visited(await asyncpg.connect(
                      "postgresql" + URL + "?application_name=dsn"), "dsn")
                  await visited(await asyncpg.connect("postgresql" + URL,
                      server_settings={"application_name": "given"}), "given")
                  await visited(await asyncpg.connect(
                      "postgresql://app:app@127.0.0.1:%s,localhost:%s/app" % (PORT, PORT)))
                  os.environ.update(PGHOST="127.0.0.1", PGPORT=PORT, PGSSLMODE="require",
                      PGUSER="app", PGPASSWORD="app", PGDATABASE="app")
                  await visited(await asyncpg.connect())
                  async with asyncpg.create_pool("postgresql" + URL, min_size=1) as pool:
                      check([await pool.fetchval(QUERY)])
                  engine = create_async_engine("postgresql+asyncpg" + URL)
                  async with engine.connect() as connection:
                      await connection.run_sync(migrate)
                  await engine.dispose()

              asyncio.run(run())
              """,
          "pg8000",
              """
              import pg8000.dbapi
              import pg8000.native

              visit(pg8000.dbapi.connect("app", "127.0.0.1", "app", int(PORT), "app"))
              visit(pg8000.dbapi.connect(database="app", **PLACE))
              native = pg8000.native.Connection(database="app", application_name="n", **PLACE)
              check(native.run(QUERY)[0], "n")
              native.close()
              visit(create_engine("postgresql+pg8000://",
                  creator=lambda: pg8000.dbapi.connect(database="app", **PLACE)).raw_connection())
              with create_engine("postgresql+pg8000" + URL).connect() as connection:
                  migrate(connection)
              """);

  private EnvPy() {}

  /** One that connects with a driver in all ways, and then migrates. */
  static String of(String driver) {
    return START + CONNECTIONS.get(driver);
  }
}
