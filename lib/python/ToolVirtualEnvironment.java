package python;

import console.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import process.UserCache;

/**
 * The tool's own Python virtual environment, kept in the user's cache: Alembic and a driver for
 * projects and machines that lack them. Its folder is named after what is in it, so another version
 * of the tool or of Python gets another one; a marker written last tells a finished environment
 * from one that was interrupted.
 *
 * @param base the Python that it is made from
 * @param requirements what is installed, each pinned to a version
 * @param folder where it is
 */
public record ToolVirtualEnvironment(
    PythonInterpreter base, List<String> requirements, Path folder) {
  /** The newest versions that run on every Python from 3.9 to 3.14. */
  private static final List<String> REQUIREMENTS =
      List.of("alembic==1.16.5", "sqlalchemy==2.0.58", "psycopg2-binary==2.9.11");

  private static final String VERSION =
      "import sys; print(sys.version_info >= (3, 9), '%d.%d' % sys.version_info[:2])";
  private static final String IDENTITY =
      "import sys, sysconfig; print(sys.version, sysconfig.get_platform(), sys.base_prefix)";
  private static final String SITE_PACKAGES =
      "import sysconfig; print(sysconfig.get_path('purelib'))";

  /** The user's own settings for pip hold, but for those that say where to install. */
  private static final Map<String, String> PIP_SETTINGS =
      Map.of(
          "PIP_USER", "0",
          "PIP_REQUIRE_VIRTUALENV", "0",
          "PIP_DISABLE_PIP_VERSION_CHECK", "1",
          "PIP_ROOT_USER_ACTION", "ignore",
          "PIP_NO_INPUT", "1");

  /** The environment with Alembic, SQLAlchemy and psycopg2; nothing is created yet. */
  public static ToolVirtualEnvironment of(PythonInterpreter base) {
    return of(base, List.of());
  }

  /**
   * As {@link #of(PythonInterpreter)}, with more in it.
   *
   * @param more requirements as pip takes them, pinned: {@code asyncpg==0.30.0}
   */
  public static ToolVirtualEnvironment of(PythonInterpreter base, List<String> more) {
    List<String> requirements =
        Stream.concat(REQUIREMENTS.stream(), more.stream()).distinct().toList();
    String python = base.command("-c", IDENTITY).check().output().strip();
    String name = "venv-" + hash(python + "\n" + String.join("\n", requirements));
    return new ToolVirtualEnvironment(base, requirements, UserCache.folder().resolve(name));
  }

  /** Whether it exists, so that {@link #python} returns at once instead of installing. */
  public boolean isReady() {
    return Files.exists(marker("complete"));
  }

  /**
   * Its interpreter, creating the environment if it does not exist: seconds, and the network.
   * Processes that ask at the same time wait for the one that creates it.
   *
   * @throws Failure if venv or pip fail, with their last lines
   */
  public PythonInterpreter python() {
    if (!isReady()) {
      locked(this::create);
    }
    return interpreter();
  }

  /**
   * Installs one more package, without what it depends on; does nothing where it is installed.
   *
   * @param requirement a package pinned to a version
   * @return the folder of installed packages
   * @throws Failure if pip fails, with its last lines
   */
  public Path add(String requirement) {
    python();
    Path done = marker(requirement);
    if (!Files.exists(done)) {
      locked(
          () -> {
            if (!Files.exists(done)) {
              pip(List.of("--no-deps", requirement));
              Files.createFile(done);
            }
          });
    }
    return sitePackages();
  }

  private void create() throws IOException {
    if (isReady()) {
      return;
    }
    checkVersion();
    delete(folder);
    base.command("-m", "venv", "--without-pip", folder.toString())
        .named("python3 -m venv")
        .log(log())
        .check();
    pip(requirements);
    Files.createFile(marker("complete"));
  }

  /** The pip of an older one would say that there is no such version of Alembic. */
  private void checkVersion() {
    String[] answer = base.command("-c", VERSION).check().output().strip().split(" ", 2);
    if (!answer[0].equals("True")) {
      throw new Failure(
          base.executable()
              + " is Python "
              + answer[1]
              + ", and the tool's own environment needs 3.9 or later",
          "Pass --python with the path of a later one, or of one that has Alembic and a driver for"
              + " PostgreSQL.");
    }
  }

  /**
   * Installs with the pip of the base Python, which may be of any age and spares seconds; a Python
   * without one may be able to bring its own into the environment.
   */
  private void pip(List<String> what) {
    List<String> arguments = new ArrayList<>(List.of("-m", "pip", "install", "--quiet"));
    arguments.addAll(List.of("--only-binary=:all:", "--upgrade"));
    PythonInterpreter installer = base;
    if (has(base, "pip")) {
      arguments.addAll(List.of("--target", sitePackages().toString()));
    } else {
      installer = interpreter();
      bringPip(installer);
    }
    arguments.addAll(what);
    installer
        .command(arguments.toArray(String[]::new))
        .named("pip install " + String.join(" ", what))
        .with(PIP_SETTINGS)
        .without("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
        .log(log())
        .check();
  }

  private void bringPip(PythonInterpreter inside) {
    if (has(inside, "pip")) {
      return;
    }
    if (!has(inside, "ensurepip")) {
      throw new Failure(
          base.executable() + " has neither pip nor ensurepip, and Alembic has to be installed",
          "Install python3-pip or python3-venv, or pass --python with a Python that has Alembic.");
    }
    inside.command("-m", "ensurepip").named("python3 -m ensurepip").log(log()).check();
  }

  private static boolean has(PythonInterpreter python, String module) {
    return python.command("-c", "import " + module).run().exitCode() == 0;
  }

  private PythonInterpreter interpreter() {
    return new PythonInterpreter(folder.resolve("bin/python"));
  }

  private Path sitePackages() {
    return Path.of(interpreter().command("-c", SITE_PACKAGES).check().output().strip());
  }

  private Path marker(String what) {
    return folder.resolve(what + ".done");
  }

  private Path log() {
    return folder.resolveSibling(folder.getFileName() + ".log");
  }

  private interface Work {
    void run() throws IOException;
  }

  private void locked(Work work) {
    synchronized (ToolVirtualEnvironment.class) {
      Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
      try {
        Files.createDirectories(folder.getParent());
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          if (lock.isValid()) {
            work.run();
          }
        }
      } catch (IOException unwritable) {
        throw new Failure(
            "the cache folder " + folder.getParent() + " cannot be written: " + unwritable,
            "Set XDG_CACHE_HOME to a folder that can.",
            unwritable);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> inside = Files.walk(tree)) {
        for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
