package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engine.DockerfileEngine;
import engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import migrations.ProjectTree;
import migrations.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postgres.ThrowawayDatabase;

/** Builds that go on in containers make what {@code docker build} makes. */
@Tag("slow")
class GoneOnBuildTest {
  private static final String START = "pg_start && " + DatabaseImage.MAKE_ROLE;

  /** What a step of a build can see of its surroundings, but for its own container's number. */
  private static final String SEES =
      """
      import grp, os, resource, socket
          seen = {name: value for name, value in os.environ.items() if name not in ('HOSTNAME', '_')}
          seen['folder'] = os.getcwd()
          seen['ids'] = str([os.getuid(), os.getgid(), os.getgroups(), os.umask(0o22)])
          seen['shm'] = str(os.statvfs('/dev/shm').f_blocks)
          seen['limits'] = str([resource.getrlimit(n) for n in range(16)])
          seen['may'] = ''.join(l for l in open('/proc/self/status') if l.startswith(('Cap', 'Sec', 'NoNew')))
          seen['input'] = os.readlink('/proc/self/fd/0')
          seen['hosts'] = str(len(open('/etc/hosts').read().splitlines()))
          seen['reaches'] = str(len(socket.if_nameindex()))
          op.execute('CREATE TABLE seen (name text, value text)')
          for name in sorted(seen):
              op.execute("INSERT INTO seen VALUES ('%s', '%s')" % (name, seen[name].replace("'", '"')))
          op.execute("INSERT INTO seen SELECT name, setting FROM pg_settings WHERE name NOT IN"
                     " ('transaction_isolation', 'config_file', 'port')")
          op.execute("SELECT 1")\
      """;

  @TempDir Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private DatabaseImage image;

  @BeforeEach
  void a_project() throws Exception {
    Engines.assumeDocker();
    image = new DatabaseImage(Files.createDirectory(folder.resolve("app")).toRealPath());
  }

  @AfterEach
  void nothing_is_left() {
    assertEquals("", image.left("ps", "--all"));
    assertEquals("", image.left("image", "ls", "--all"));
  }

  @Test
  void a_migration_and_what_comes_after_it_see_what_they_see_in_a_build() throws Exception {
    image.project().revision("a3", Optional.of("a2"), SEES);
    String insert = "psql $DB_URI -c \\\"INSERT INTO seen VALUES ('step', '$(%s)')\\\"";
    write(
        """
        ARG WORD="two words"
        ARG NONE
        ARG GIVEN=argument
        ENV GIVEN=variable
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        WORKDIR /srv
        RUN set -e && umask 027 && cd ../app && export AT=$WORD && (cd / && %s) \\
            # as it was before
            && python3 -m alembic.config -c alembic.ini upgrade head \\
            && sh -c "%s" && pg_stop
        ENV LATER=yes
        WORKDIR /srv/later
        USER postgres
        RUN ["sh", "-c", "mkdir /tmp/x && true"]
        USER root
        RUN pg_start && sh -c "%s" && rm -r /tmp/x && pg_stop
        USER postgres
        """
            .formatted(
                START,
                insert.formatted("pwd; id -u; echo $AT $LATER $WORD $GIVEN $0"),
                insert.formatted("pwd; id -u; stat -c %U /tmp/x; echo $AT $LATER $WORD $GIVEN")));
    try (DockerfileEngine engine = engine()) {
      ThrowawayDatabase shortened = engine.migrated(tree(), heads("a3"), watch("short"));
      assertTrue(engine.isShortened(tree()));
      ThrowawayDatabase whole = engine.again().migrated(tree(), heads("a3"), watch("long"));
      assertEquals(rows(whole), rows(shortened));
      assertTrue(rows(shortened).contains("yes two words variable"), rows(shortened));
      assertTrue(text("long").contains("Step "));
    }
    assertEquals(List.of(), told);
  }

  @Test
  void a_tree_has_one_image_for_all_its_databases() throws Exception {
    write("RUN " + START + " && " + DatabaseImage.UPGRADE + " && pg_stop\nUSER postgres\n");
    try (DockerfileEngine engine = engine()) {
      engine.migrated(tree(), Target.revision("a1"), watch("first"));
      engine.migrated(tree(), heads("a2"), watch("second"));
      engine.prepared(tree(), watch("third"));
      assertTrue(text("first").contains("Step "));
      assertFalse(text("second").contains("Step "), text("second"));
      assertFalse(text("third").contains("Step "), text("third"));
    }
    assertEquals(List.of(), told);
  }

  /** It is killed then, as at the end of each step of a build, once its log is written. */
  @Test
  void a_build_may_leave_its_server_running() throws Exception {
    write("RUN " + START + " && " + DatabaseImage.UPGRADE + " && sleep 2\nUSER postgres\n");
    try (DockerfileEngine engine = engine()) {
      ThrowawayDatabase database = engine.migrated(tree(), heads("a2"), watch("killed"));
      assertTrue(database.dump().contains("CREATE TABLE public.two"));
    }
    assertEquals(List.of(), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "VOLUME /data\\nRUN START && UPGRADE && pg_stop"
            + " ~ the image has a VOLUME, /data, which each step of a build has anew",
        "RUN (sleep 600 &) && START && UPGRADE && pg_stop ~ what its RUN does before the upgrade"
            + " cannot be kept: postgres and sleep still run",
        "RUN touch /dev/shm/x && START && UPGRADE && pg_stop"
            + " ~ what its RUN does before the upgrade cannot be kept: there are files in /dev/shm",
        "RUN START && grep -q sh /proc/1/comm && UPGRADE && pg_stop"
            + " ~ `RUN (in a container)` failed with exit code 1",
        "RUN START && (UPGRADE || false) && grep -q sh /proc/1/comm && pg_stop"
            + " ~ `RUN (in a container)` failed with exit code 1",
        "RUN START && UPGRADE && pg_stop\\nVOLUME /data\\nRUN touch /data/x"
            + " ~ the image has a VOLUME, /data, which each step of a build has anew",
        "RUN START && UPGRADE && pg_stop\\nCOPY alembic.ini /x"
            + " ~ there is a COPY after its upgrade"
      })
  void what_cannot_go_on_is_built_as_a_whole_and_told_once(String lines, String why)
      throws Exception {
    write(
        lines.replace("\\n", "\n").replace("START", START).replace("UPGRADE", DatabaseImage.UPGRADE)
            + "\nUSER postgres\n");
    try (DockerfileEngine engine = engine()) {
      ThrowawayDatabase first = engine.migrated(tree(), Target.revision("a1"), watch("first"));
      ThrowawayDatabase second = engine.migrated(tree(), heads("a2"), watch("second"));
      assertFalse(first.dump().contains("CREATE TABLE public.two"));
      assertTrue(second.dump().contains("CREATE TABLE public.two"));
    }
    assertEquals(
        List.of("Dockerfile-db is built as a whole for each database, which takes longer: " + why),
        told);
  }

  private static String rows(ThrowawayDatabase database) {
    return database
        .server()
        .client(
            "psql",
            database.mostPrivileged(),
            List.of("--no-psqlrc", "--command=TABLE seen ORDER BY 1, 2; TABLE alembic_version"))
        .check()
        .output();
  }

  private void write(String lines) {
    image
        .project()
        .write(
            DatabaseImage.FILE,
            "FROM wazoplatform/wazo-base-db\nLABEL "
                + image.label()
                + "\nENV DB_URI=postgresql://app:Secr7t@localhost/app\nCOPY . /app\nWORKDIR /app\n"
                + lines);
  }

  private DockerfileEngine engine() {
    return new DockerfileEngine(DatabaseImage.settings(), Path.of(DatabaseImage.FILE), told::add);
  }

  private static Target heads(String id) {
    return Target.heads(Set.of(id));
  }

  private ProjectTree tree() {
    return image.project().tree();
  }

  private Engine.Watch watch(String name) {
    return new Engine.Watch(folder.resolve(name + ".log"), revision -> {});
  }

  private String text(String name) throws Exception {
    return Files.readString(folder.resolve(name + ".log"));
  }
}
