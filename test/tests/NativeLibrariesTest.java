package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** Machine code of libraries is unpacked once, into the cache, and nowhere if that is not ours. */
@Tag("slow")
class NativeLibrariesTest {
  @TempDir Path folder;
  private Path root;
  private Path cache;

  @BeforeEach
  void a_project() throws Exception {
    root = Files.createDirectory(folder.resolve("app")).toRealPath();
    cache = folder.resolve("cache");
    SmallProject project = new SmallProject(root);
    project.revision("one", Optional.empty(), "op.execute('SELECT 1')");
    project.revision("two", Optional.of("one"), "op.execute('SELECT 2')");
    SampleRun run = new SampleRun(root, List.of());
    run.initialised();
    run.commitAll("one");
  }

  /** If nothing can be unpacked, a plan needs what the cache has. */
  @Test
  void a_plan_leaves_nothing_among_temporary_files_and_needs_no_room_there() throws Exception {
    assertEquals(0, plan(folder).exitCode());
    List<String> kept = kept();
    assertEquals(3, kept.size(), kept.toString());
    Path away = folder.resolve("away");
    Processes.Result again = plan(away);
    assertEquals(0, again.exitCode(), again.errors());
    assertEquals(kept, kept());
    assertTrue(Files.notExists(away));
  }

  @Test
  void one_that_is_damaged_is_unpacked_again() throws Exception {
    assertEquals(0, plan(folder).exitCode());
    for (String file : kept()) {
      Files.writeString(Path.of(file), "half of it");
    }
    Processes.Result again = plan(folder.resolve("away"));
    assertEquals(0, again.exitCode(), again.errors());
  }

  @Test
  void a_folder_that_others_can_write_is_not_used() throws Exception {
    Path libraries = cache.resolve("alembic_squash/libraries");
    Files.createDirectories(libraries);
    Files.setPosixFilePermissions(libraries, PosixFilePermissions.fromString("rwxrwxrwx"));
    Processes.Result plan = plan(folder);
    assertEquals(0, plan.exitCode(), plan.errors());
    assertEquals(List.of(), kept());
  }

  private Processes.Result plan(Path temporary) {
    return Script.of("alembic_squash")
        .keptIn(temporary)
        .command("plan", "main", "--yes")
        .in(root)
        .with("XDG_CACHE_HOME", cache.toString())
        .run();
  }

  private List<String> kept() throws Exception {
    Path libraries = cache.resolve("alembic_squash/libraries");
    try (Stream<Path> files = Files.walk(libraries)) {
      return files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }
}
