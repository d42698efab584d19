package tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import process.Processes;

/**
 * A script of ours as a process of its own, without the wrapper's second: JBang builds it and tells
 * its class path, and Java runs that.
 *
 * @param name its name, without {@code .java}
 * @param classPath what it runs with
 * @param temporary the folder for its temporary files
 */
record Script(String name, String classPath, Path temporary) {
  /** The options that both scripts ask JBang for. */
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8");

  /** Each is built once. */
  private static final Map<String, String> CLASS_PATHS = new ConcurrentHashMap<>();

  /** Builds a script, in the locale that a machine has on which nobody chose one. */
  static Script of(String name) {
    String path = CLASS_PATHS.computeIfAbsent(name, Script::built);
    return new Script(name, path, Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static String built(String name) {
    String file = Checkout.root().resolve(name + ".java").toString();
    jbang("build", file);
    return jbang("info", "classpath", file).strip();
  }

  /** The same with another folder for temporary files. */
  Script keptIn(Path folder) {
    return new Script(name, classPath, folder);
  }

  private static String jbang(String... words) {
    List<String> command = new ArrayList<>(List.of(Checkout.root().resolve("jbang").toString()));
    command.addAll(Arrays.asList(words));
    return Processes.command(command).with("LC_ALL", "C").check().output();
  }

  /** The whole command line. */
  List<String> words(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(OPTIONS);
    words.add("-Djava.io.tmpdir=" + temporary);
    words.addAll(List.of("-cp", classPath, name));
    words.addAll(Arrays.asList(arguments));
    return words;
  }

  /** The command, without a variable of ours but those that are given. */
  Processes.Command command(String... arguments) {
    Processes.Command command = Processes.command(words(arguments)).named(name);
    System.getenv().keySet().stream()
        .filter(variable -> variable.matches("SQUASH_.*|ALEMBIC_SQUASH_(COMMAND|ENVIRONMENT)"))
        .forEach(command::without);
    return command;
  }
}
