//FILES measured/usage.py=usage.py

package measured;

import com.google.gson.Gson;
import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import process.Processes;

/**
 * A command whose usage is measured by {@code usage.py}: of the whole tree of processes, with
 * servers that became daemons under another user. Containers are Docker's, and not counted.
 *
 * @param words the command
 * @param folder where it runs
 * @param environment what it has besides ours
 */
record MeasuredCommand(List<String> words, Path folder, Map<String, String> environment) {
  private static final int LINES_SHOWN = 15;

  private record Written(
      double wall_seconds, double cpu_seconds, double peak_memory_mebibytes, int left) {}

  /** A command without more in its environment. */
  static MeasuredCommand in(Path folder, List<String> words) {
    return new MeasuredCommand(words, folder, Map.of());
  }

  /** The same with one more variable in its environment. */
  MeasuredCommand with(String variable, String value) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put(variable, value);
    return new MeasuredCommand(words, folder, all);
  }

  /**
   * Runs it once.
   *
   * @throws Failure if it fails, with the end of what it said, or leaves processes behind
   */
  Usage run() throws IOException {
    Path file = Files.createTempFile("alembic_squash-usage-", ".json");
    try {
      List<String> line =
          new ArrayList<>(List.of("python3", Resources.copied("usage.py"), file.toString()));
      line.addAll(words);
      Processes.Result result = Processes.command(line).in(folder).with(environment).run();
      if (result.exitCode() != 0) {
        List<String> said = (result.output() + result.errors()).lines().toList();
        throw new Failure(
            "`" + String.join(" ", words) + "` failed with exit code " + result.exitCode(),
            String.join("\n", said.subList(Math.max(0, said.size() - LINES_SHOWN), said.size())));
      }
      Written used = new Gson().fromJson(Files.readString(file), Written.class);
      if (used.left() > 0) {
        throw new Failure(
            "`" + String.join(" ", words) + "` left processes behind: " + used.left(),
            "What they use would not be counted.");
      }
      return new Usage(used.wall_seconds(), used.cpu_seconds(), used.peak_memory_mebibytes());
    } finally {
      Files.delete(file);
    }
  }
}
