package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import console.Failure;
import console.SideBySide;
import engine.DockerfileEngine;
import engine.Engine;
import engine.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import migrations.AlembicRun;
import migrations.ProjectTree;
import migrations.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postgres.ThrowawayDatabase;

/** Real images of a small project. Their label tells what was left of them: nothing may be. */
@Tag("slow")
class DockerfileEngineTest {
  @TempDir Path folder;
  private DatabaseImage image;
  private SmallProject project;

  @BeforeEach
  void a_project() throws Exception {
    Engines.assumeDocker();
    image = new DatabaseImage(Files.createDirectory(folder.resolve("app")).toRealPath());
    project = image.project();
  }

  @AfterEach
  void nothing_is_left() {
    assertEquals("", image.left("ps", "--all"));
    assertEquals("", image.left("image", "ls", "--all"));
  }

  @Test
  void the_database_at_a_revision_and_the_one_before_the_first() throws Exception {
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      ThrowawayDatabase first = engine.migrated(tree(), Target.revision("a1"), watch("first"));
      assertEquals("one", tables(first));
      assertEquals("public.alembic_version", first.versionTable().orElseThrow().toString());
      assertTrue(first.dump().contains("CREATE TABLE public.one"));
      ThrowawayDatabase prepared = engine.prepared(tree(), watch("prepared"));
      assertEquals("", tables(prepared));
      assertEquals("public.alembic_version", prepared.versionTable().orElseThrow().toString());
      assertTrue(engine.unversioned(tree(), watch("unversioned")).versionTable().isEmpty());
    }
  }

  @Test
  void the_port_is_published_on_the_loopback_alone_and_a_superuser_is_made() throws Exception {
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      ThrowawayDatabase database =
          engine.migrated(tree(), Target.heads(Set.of("a2")), watch("heads"));
      String ports =
          DatabaseImage.docker("ps", "--filter", "label=" + image.label(), "--format", "{{.Ports}}")
              .output()
              .strip();
      assertTrue(ports.matches("127\\.0\\.0\\.1:\\d+->5432/tcp"), ports);
      assertEquals("app", database.owner().user());
      assertNotEquals("app", database.mostPrivileged().user());
      ThrowawayDatabase scratch = database.scratch("scratch");
      assertEquals("", tables(scratch));
    }
  }

  @Test
  void a_role_that_is_a_superuser_needs_no_other() throws Exception {
    image.dockerfile(
        "pg_start && "
            + DatabaseImage.MAKE_ROLE.replace("ROLE app", "ROLE app SUPERUSER")
            + " && "
            + DatabaseImage.UPGRADE
            + " && pg_stop",
        "ENV POSTGRES_USER=app POSTGRES_PASSWORD=Secr7t\nUSER postgres");
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      ThrowawayDatabase database =
          engine.migrated(tree(), Target.heads(Set.of("a2")), watch("heads"));
      assertEquals("app", database.mostPrivileged().user());
    }
  }

  @Test
  void two_builds_go_side_by_side() {
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      List<ThrowawayDatabase> built =
          SideBySide.run(
              List.of(
                  () -> engine.migrated(tree(), Target.heads(Set.of("a2")), watch("one")),
                  () -> engine.migrated(tree(), Target.heads(Set.of("a2")), watch("two"))));
      assertNotEquals(built.get(0).owner().port(), built.get(1).owner().port());
      assertEquals(List.of("one,two", "one,two"), built.stream().map(this::tables).toList());
    }
  }

  @Test
  void commands_at_the_same_time_do_what_each_was_asked_for() {
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      ThrowawayDatabase online = engine.prepared(tree(), watch("online"));
      ThrowawayDatabase offline = engine.prepared(tree(), watch("offline"));
      List<AlembicRun> runs =
          SideBySide.run(
              List.of(
                  () -> upgrade(engine, online, "online", "upgrade", "head"),
                  () -> upgrade(engine, offline, "offline", "upgrade", "head", "--sql")));
      assertEquals("one,two", tables(online));
      assertEquals("", tables(offline));
      assertFalse(runs.get(0).output().contains("CREATE TABLE"), runs.get(0).output());
      assertTrue(runs.get(1).output().contains("CREATE TABLE two"), runs.get(1).output());
    }
  }

  private AlembicRun upgrade(
      Engine engine, ThrowawayDatabase database, String name, String... command) {
    return engine.alembic(tree(), database, watch(name), List.of(command));
  }

  @Test
  void an_image_of_the_users_own_stays() throws Exception {
    String tag = "alembic-squash-tests:" + UUID.randomUUID();
    String context = tree().root().toString();
    DatabaseImage.docker("build", "--force-rm", "--tag", tag, "--file", file().toString(), context);
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      assertEquals("one,two", tables(engine.asItStands(tree(), watch("as it stands"))));
      assertEquals("", tables(engine.preparedAsItStops(tree(), watch("prepared")).orElseThrow()));
    } finally {
      assertEquals(1, DatabaseImage.docker("image", "ls", "--quiet", tag).output().lines().count());
      DatabaseImage.docker("image", "rm", tag);
    }
  }

  @Test
  void a_build_that_fails_shows_its_last_lines_and_the_log() throws Exception {
    project.revision("a2", Optional.of("a1"), "op.execute('SELECT 1/0')");
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> engine.migrated(tree(), Target.heads(Set.of("a2")), watch("failing")));
      assertTrue(failure.getMessage().startsWith("`docker build --file " + file() + "` failed"));
      assertTrue(failure.hint().contains("division by zero"), failure.hint());
      Path log = folder.resolve("failing.log");
      assertTrue(failure.hint().endsWith("All of its output is in " + log), failure.hint());
      assertTrue(Files.readString(log).contains("division by zero"));
    }
  }

  @Test
  void a_build_that_stops_elsewhere_is_noticed() {
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> engine.migrated(tree(), Target.heads(Set.of("a3")), watch("heads")));
      assertTrue(
          failure.getMessage().startsWith("the database was migrated to a2, not to a3"),
          failure.getMessage());
    }
  }

  @Test
  void a_container_that_ends_shows_its_last_lines() throws Exception {
    image.dockerfile(
        "true || alembic upgrade head", "CMD [\"sh\", \"-c\", \"echo no such luck; exit 3\"]");
    try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> engine.migrated(tree(), Target.heads(Set.of()), watch("ending")));
      assertTrue(failure.getMessage().endsWith("ended before its database answered"));
      assertEquals("Its last lines:\nno such luck", failure.hint());
    }
  }

  @Test
  void a_wrong_password_is_told_before_the_time_is_over() {
    EngineSettings wrong = DatabaseImage.settings(Optional.of("guess"), Duration.ofMinutes(2));
    try (DockerfileEngine engine = DatabaseImage.engine(wrong)) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> engine.migrated(tree(), Target.heads(Set.of("a2")), watch("heads")));
      assertTrue(
          failure.getMessage().contains("refuses postgresql://app@127.0.0.1"),
          failure.getMessage());
      assertTrue(failure.getMessage().contains("password authentication failed"));
      assertTrue(failure.hint().contains("--db-password"), failure.hint());
      assertFalse((failure.getMessage() + failure.hint()).contains("guess"));
    }
  }

  @Test
  void a_database_that_never_answers_is_given_up() throws Exception {
    image.dockerfile("true || alembic upgrade head", "CMD [\"sleep\", \"600\"]");
    try (DockerfileEngine engine =
        DatabaseImage.engine(DatabaseImage.settings(Optional.empty(), Duration.ofSeconds(2)))) {
      Failure failure =
          assertThrows(
              Failure.class,
              () -> engine.migrated(tree(), Target.heads(Set.of()), watch("silent")));
      assertTrue(
          failure.getMessage().startsWith("no database answered as postgresql://app@127.0.0.1:"),
          failure.getMessage());
      assertTrue(failure.getMessage().contains("within 2 s"), failure.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Sending|Step 1", "Running in", "sleeping", "Successfully built", "ready"})
  void nothing_is_left_after_an_interrupt(String when) throws Exception {
    if (when.equals("sleeping")) {
      image.dockerfile("echo sleeping && sleep 600 && " + DatabaseImage.UPGRADE, "USER postgres");
    }
    try (ChildJvm child = new ChildJvm(Holder.class, project.folder().toString())) {
      if (when.equals("ready")) {
        child.await("ready");
      } else {
        awaitInLog(child, when);
      }
      assertEquals(130, child.signal("INT").exitCode());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 250, 500})
  void nothing_is_left_of_a_container_that_was_starting(long millis) throws Exception {
    try (ChildJvm child = new ChildJvm(Holder.class, project.folder().toString())) {
      awaitInLog(child, "Successfully built");
      Thread.sleep(millis);
      assertEquals(130, child.signal("INT").exitCode());
    }
  }

  /** Holds a database until it is ended. */
  static final class Holder {
    private Holder() {}

    /** Builds the project in the folder that the argument names. */
    public static void main(String... arguments) throws Exception {
      Path root = Path.of(arguments[0]);
      Engine.Watch watch = new Engine.Watch(root.resolveSibling("held.log"), revision -> {});
      try (DockerfileEngine engine = DatabaseImage.engine(DatabaseImage.settings())) {
        engine.migrated(
            new ProjectTree(root, "", "alembic.ini", root), Target.revision("a1"), watch);
        System.out.println("ready");
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private void awaitInLog(ChildJvm child, String texts) throws Exception {
    Path log = project.folder().resolveSibling("held.log");
    Eventually.when(
        texts + " in " + log,
        () -> {
          String text = Files.exists(log) ? Files.readString(log) : "";
          boolean written = Stream.of(texts.split("\\|")).anyMatch(text::contains);
          assertTrue(written || child.isAlive(), text);
          return written;
        });
  }

  private Path file() {
    return project.folder().resolve(DatabaseImage.FILE);
  }

  private ProjectTree tree() {
    return project.tree();
  }

  private Engine.Watch watch(String name) {
    return new Engine.Watch(folder.resolve(name + ".log"), revision -> {});
  }

  private String tables(ThrowawayDatabase database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(string_agg(tablename, ',' ORDER BY tablename), '') FROM pg_tables"
                    + " WHERE schemaname = 'public' AND tablename <> 'alembic_version'")) {
      row.next();
      return row.getString(1);
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
