package measured;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import process.Processes;

/**
 * A script, and the ways to start it.
 *
 * @param jbang the wrapper, which runs an installed JBang if there is one
 * @param file the script
 */
record JBangScript(Path jbang, Path file) {
  private record Info(
      String applicationJar, List<String> resolvedDependencies, List<String> runtimeOptions) {}

  /** Through JBang, as users do. */
  List<String> throughJBang(String... arguments) {
    return words(List.of(jbang.toString(), file.toString()), arguments);
  }

  /** As the java command that JBang would run; compiles the script if that was not done yet. */
  List<String> plainJava(String... arguments) {
    Processes.command(jbang.toString(), "build", file.toString()).check();
    String told =
        Processes.command(jbang.toString(), "info", "tools", file.toString()).check().output();
    Info info = new Gson().fromJson(told, Info.class);
    List<String> words = new ArrayList<>(List.of("java"));
    words.addAll(info.runtimeOptions());
    words.add("-cp");
    words.add(
        String.join(
            ":",
            Stream.concat(
                    Stream.of(info.applicationJar()),
                    info.resolvedDependencies().stream().distinct())
                .toList()));
    words.add(file.getFileName().toString().replace(".java", ""));
    return words(words, arguments);
  }

  private static List<String> words(List<String> start, String... arguments) {
    return Stream.concat(start.stream(), Stream.of(arguments)).toList();
  }
}
