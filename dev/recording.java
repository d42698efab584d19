///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//SOURCES recorded/Animation.java
//SOURCES recorded/Screen.java

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import recorded.Animation;
import recorded.Screen;

/**
 * Makes the pictures of the documentation from a real run: docs/run.svg, which plays what {@code
 * run} says about the sample on a terminal of 80 columns, and docs/report-light.png and
 * docs/report-dark.png of its report, by a Chromium on the PATH.
 */
public final class recording {
  private static final int COLUMNS = 80;
  private static final String TAG = "hearthd-24.11";
  private static final String TYPED = "alembic_squash run " + TAG + " --history guard";
  private static final String WINDOW = "1000,620";

  /** Runs a command on a terminal, says yes, and prints each part with its moment. */
  private static final String TERMINAL =
      """
      import fcntl, os, pty, signal, struct, sys, termios, time
      signal.alarm(200)
      child, terminal = pty.fork()
      if child == 0:
          time.sleep(0.1)
          os.execvp(sys.argv[2], sys.argv[2:])
      size = struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0)
      fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)
      start, said = time.time(), b""
      while True:
          try:
              part = os.read(terminal, 65536)
          except OSError:
              break
          if not part:
              break
          said += part
          print("%.3f" % (time.time() - start), part.hex(), flush=True)
          if said.rstrip().endswith(b"[y/N]"):
              time.sleep(0.8)
              os.write(terminal, b"y\\n")
              said = b""
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """;

  private recording() {}

  public static void main(String... none) throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    if (!Files.exists(root.resolve("alembic_squash.java"))) {
      throw new IllegalStateException(root + " has no alembic_squash.java; run it from the top");
    }
    Path folder = Files.createTempDirectory("record");
    try {
      Path project = sample(root, folder);
      Screen screen = new Screen(COLUMNS);
      screen.write(0, "$ " + TYPED + "\n");
      play(screen, recorded(root, folder, project), folder);
      Path docs = root.resolve("docs");
      Files.writeString(
          docs.resolve("run.svg"), new Animation(screen, COLUMNS, TYPED + " on a terminal").svg());
      for (String theme : List.of("light", "dark")) {
        picture(project, docs.resolve("report-" + theme + ".png"), theme);
      }
    } finally {
      run(Map.of(), folder.getParent(), "rm", "-rf", folder.toString());
    }
  }

  /** The sample's repository, on a branch of its own, with a Python that runs its migrations. */
  private static Path sample(Path root, Path folder) throws IOException, InterruptedException {
    Path script = root.resolve("alembic_squash.java");
    run(
        Map.of(),
        folder,
        root.resolve("jbang").toString(),
        script.toString(),
        "demo",
        "made",
        "-q");
    Path project = folder.resolve("hearthd");
    Files.move(folder.resolve("made/hearthd"), project);
    run(Map.of(), project, "rm", "-rf", ".alembic_squash");
    run(Map.of(), project, "git", "switch", "--quiet", "main");
    run(Map.of(), project, "git", "switch", "--quiet", "--create", "squash");
    run(Map.of(), folder, "python3", "-m", "venv", "venv");
    String pip = folder.resolve("venv/bin/pip").toString();
    run(Map.of(), folder, pip, "install", "--quiet", "alembic", "psycopg[binary]");
    return project;
  }

  private static List<String> recorded(Path root, Path folder, Path project)
      throws IOException, InterruptedException {
    Map<String, String> variables =
        Map.of(
            "TERM", "xterm",
            "ALEMBIC_SQUASH_COMMAND", "alembic_squash",
            "SQUASH_ENGINE", "local",
            "SQUASH_INIT_SQL", "contribs/init.sql",
            "SQUASH_PYTHON", folder.resolve("venv/bin/python").toString());
    String script = root.resolve("alembic_squash.java").toString();
    String jbang = root.resolve("jbang").toString();
    String classPath = run(Map.of(), folder, jbang, "info", "classpath", script);
    Stream<String> words =
        Stream.concat(
            Stream.of("python3", "-c", TERMINAL, String.valueOf(COLUMNS)),
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath.strip(),
                "alembic_squash",
                "run",
                TAG,
                "--history",
                "guard"));
    return run(variables, project, words.toArray(String[]::new)).lines().toList();
  }

  /** The temporary folder, which the project is in, is shown as a home. */
  private static void play(Screen screen, List<String> parts, Path folder) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      String[] both = part.split(" ", -1);
      byte[] bytes = new byte[both[1].length() / 2];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Integer.parseInt(both[1].substring(2 * i, 2 * i + 2), 16);
      }
      text.append(new String(bytes, StandardCharsets.ISO_8859_1));
      int whole = text.lastIndexOf("\n") + 1;
      byte[] lines = text.substring(0, whole).getBytes(StandardCharsets.ISO_8859_1);
      String shown = new String(lines, StandardCharsets.UTF_8).replace(folder.toString(), "~");
      screen.write(Double.parseDouble(both[0]), shown);
      text.delete(0, whole);
    }
  }

  /** The top of the report, as a browser shows it. */
  private static void picture(Path project, Path picture, String theme)
      throws IOException, InterruptedException {
    run(
        Map.of(),
        project,
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=" + WINDOW,
        "--blink-settings=preferredColorScheme=" + (theme.equals("dark") ? 0 : 1),
        "--screenshot=" + picture,
        project.resolve(".alembic_squash/report.html").toUri().toString());
  }

  private static String run(Map<String, String> variables, Path folder, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Arrays.toString(words) + " failed:\n" + said);
    }
    return said;
  }
}
