package measured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import process.TemporaryFolder;
import sample.SampleProject;

/** How long it takes until the tool has said something, beside scripts that do nothing. */
public final class StartRow implements Row {
  private static final String PLAIN = "start-java";
  private static final String JBANG = "start-jbang";
  private static final String HELP = "--help";
  private static final String SAMPLE_TAG = "hearthd-24.11";

  private static final String NOTHING =
      """
      ///usr/bin/env jbang "$0" "$@" ; exit $?
      //JAVA 17+
      %s

      class nothing {
        public static void main(String... none) {}
      }
      """;

  private static final String EMPTY =
      """
      ///usr/bin/env jbang "$0" "$@" ; exit $?
      //JAVA 17+
      %s

      import java.util.concurrent.Callable;
      import picocli.CommandLine;

      @CommandLine.Command(name = "empty", mixinStandardHelpOptions = true)
      class empty implements Callable<Integer> {
        public Integer call() {
          return 0;
        }

        public static void main(String... arguments) {
          System.exit(new CommandLine(new empty()).execute(arguments));
        }
      }
      """;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "--help and plan of the sample, beside a bare JVM and an empty picocli script";
  }

  @Override
  public List<String> sizes() {
    return List.of(PLAIN, JBANG);
  }

  @Override
  public int usual() {
    return 2;
  }

  @Override
  public List<Result> measure(Workplace workplace, String size) throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder("start")) {
      Path sample = folder.path().resolve("sample");
      SampleProject.create(sample);
      JBangScript nothing = script(workplace, folder.path(), "nothing", NOTHING, "//RUNTIME_");
      JBangScript empty = script(workplace, folder.path(), "empty", EMPTY, "//");
      JBangScript tool = workplace.tool();
      List<String> jvm = nothing.plainJava();
      List<String> emptyHelp = empty.plainJava(HELP);
      List<String> help = tool.plainJava(HELP);
      List<String> plan = tool.plainJava("plan", SAMPLE_TAG);
      Contest contest = new Contest(size);
      if (size.equals(PLAIN)) {
        contest
            .add("a bare JVM", MeasuredCommand.in(sample, jvm)::run)
            .floor("an empty picocli script, --help", MeasuredCommand.in(sample, emptyHelp)::run)
            .add(HELP, MeasuredCommand.in(sample, help)::run)
            .add("plan of the sample", MeasuredCommand.in(sample, plan)::run);
      } else {
        contest
            .floor(
                "an empty picocli script, --help",
                MeasuredCommand.in(sample, empty.throughJBang(HELP))::run)
            .add(HELP, MeasuredCommand.in(sample, tool.throughJBang(HELP))::run)
            .add(
                "plan of the sample",
                MeasuredCommand.in(sample, tool.throughJBang("plan", SAMPLE_TAG))::run);
      }
      return workplace.measured(contest);
    }
  }

  /**
   * Writes a script with the same directives as the tool: options of the JVM, and picocli.
   *
   * @param directives the start of those that it has
   */
  private static JBangScript script(
      Workplace workplace, Path folder, String name, String text, String directives)
      throws IOException {
    List<String> same =
        Files.readAllLines(workplace.tool().file()).stream()
            .filter(line -> line.startsWith(directives))
            .filter(line -> line.startsWith("//RUNTIME_") || line.contains(":picocli:"))
            .toList();
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, text.formatted(String.join("\n", same)));
    return new JBangScript(workplace.tool().jbang(), file);
  }
}
