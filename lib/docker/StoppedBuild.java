package docker;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import migrations.MigrationRunner;

/**
 * The build of a Dockerfile, stopped where its upgrade begins: what comes before is built once, and
 * what comes then is run in a container for each database, whose upgrade goes as far as that wants.
 */
public final class StoppedBuild {
  /** Names of variables of the build's that it sets, before the labels that hold their values. */
  static final String ARGUMENT = "alembic_squash.argument.";

  private static final String MARK = "alembic_squash_upgrades_here";
  private static final String RUN = "RUN";
  private static final Pattern OPTION = Pattern.compile("--[a-z].*", Pattern.DOTALL);

  /** Mounted for each container: what a step writes there, no other step sees. */
  private static final Pattern OF_A_STEP = Pattern.compile("/etc/(hosts|hostname|resolv\\.conf)");

  /** They make no file, so they may be said before what runs in front of them. */
  private static final Set<String> SAYS =
      Set.of(
          "ARG",
          "CMD",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");

  private final Dockerfile file;
  private final List<DockerfileInstruction> instructions;
  private final int upgrading;
  private final boolean isRun;
  private final Optional<ShellList> before;

  /**
   * What runs in a container.
   *
   * @param at says as whom, where and with which variables: an image that is built for that
   * @param line of the shell's, or the words of the exec form in JSON
   * @param isExecForm whether it is the latter
   */
  public record Step(Dockerfile at, String line, boolean isExecForm) {
    /** Its words. */
    List<String> words(ImageConfig config) {
      if (isExecForm) {
        return List.of(new Gson().fromJson(line, String[].class));
      }
      List<String> words = new ArrayList<>(config.reader());
      words.add(line);
      return words;
    }
  }

  /**
   * Reads it.
   *
   * @param command as for {@link Dockerfile#upgradingTo}
   */
  public StoppedBuild(Dockerfile file, Optional<String> command) {
    this.file = file;
    instructions = DockerfileInstruction.of(file.text());
    MatchResult found = file.place(command);
    upgrading = index(instructions, found.start());
    isRun = upgrading >= 0 && instructions.get(upgrading).keyword().equals(RUN);
    before = isRun ? before(found) : Optional.empty();
  }

  private static int index(List<DockerfileInstruction> instructions, int place) {
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).contains(place)) {
        return i;
      }
    }
    return -1;
  }

  /** What its RUN does before the upgrade. */
  private Optional<ShellList> before(MatchResult found) {
    String text = file.text();
    String marked = text.substring(0, found.start()) + MARK + text.substring(found.end());
    DockerfileInstruction run = DockerfileInstruction.of(marked).get(upgrading);
    return run.isExecForm()
        ? Optional.of(new ShellList(List.of(), 0))
        : ShellList.before(run.arguments(), run.arguments().indexOf(MARK));
  }

  /** Why it has to be built as a whole for each database; empty if that is not so. */
  public Optional<String> obstacle() {
    if (!isRun) {
      return Optional.of("its upgrade is in no RUN");
    }
    List<DockerfileInstruction> later = instructions.subList(upgrading, instructions.size());
    for (DockerfileInstruction each : later) {
      if (each.keyword().equals("FROM")) {
        return Optional.of("its upgrade is in a stage that is not the last");
      }
      if (!each.keyword().equals(RUN) && !SAYS.contains(each.keyword())) {
        return Optional.of("there is a " + each.keyword() + " after its upgrade");
      }
      Optional<String> other = each.keyword().equals(RUN) ? unlikeOthers(each) : Optional.empty();
      if (other.isPresent()) {
        return other;
      }
    }
    return before.isEmpty()
        ? Optional.of("its RUN that upgrades is no plain list of commands")
        : Optional.empty();
  }

  private static Optional<String> unlikeOthers(DockerfileInstruction run) {
    if (OPTION.matcher(run.arguments()).matches()) {
      return Optional.of("there is a RUN " + run.arguments().split("[\\s=]", 2)[0]);
    }
    if (run.hasHeredoc()) {
      return Optional.of("there is a RUN with a here-document");
    }
    return OF_A_STEP.matcher(run.arguments()).find()
        ? Optional.of("a RUN names a file that Docker makes for each step")
        : Optional.empty();
  }

  /**
   * The image of all instructions before the one that upgrades.
   *
   * @param label that nobody else's build has
   */
  public Dockerfile image(String label) {
    return file.with(
        file.text().substring(0, instructions.get(upgrading).start())
            + Dockerfile.label(label)
            + Dockerfile.HASH_SEED
            + arguments(
                Stream.concat(
                    Stream.of(MigrationRunner.HASH_SEED),
                    names(instructions.subList(0, upgrading)))));
  }

  /** That image, which says all that the file's own would say. */
  public Dockerfile finished(String label) {
    return saying(label, instructions.size());
  }

  private Dockerfile saying(String label, int end) {
    List<DockerfileInstruction> said =
        instructions.subList(upgrading, end).stream()
            .filter(each -> SAYS.contains(each.keyword()))
            .toList();
    if (said.isEmpty()) {
      return image(label);
    }
    String text = image(label).text();
    String lines =
        said.stream()
            .map(each -> file.text().substring(each.start(), each.end()))
            .map(line -> line.endsWith("\n") ? line : line + "\n")
            .collect(Collectors.joining());
    return file.with(text + lines + arguments(names(said)));
  }

  /** Labels that hold what the variables of the build are, as Docker reads them. */
  private static String arguments(Stream<String> names) {
    return names
        .distinct()
        .map(name -> "LABEL " + ARGUMENT + name + "=\"${" + name + "}\"\n")
        .collect(Collectors.joining());
  }

  private static Stream<String> names(List<DockerfileInstruction> said) {
    return said.stream()
        .filter(each -> each.keyword().equals("ARG"))
        .flatMap(arg -> DockerfileVariables.argumentNames(arg).stream());
  }

  /** What the upgrading RUN does before it upgrades; empty if that is nothing. */
  public Optional<Step> beforeUpgrade(String label) {
    DockerfileInstruction run = instructions.get(upgrading);
    int end = before.orElseThrow().end();
    return end == 0
        ? Optional.empty()
        : Optional.of(new Step(image(label), withoutEnd(run.arguments().substring(0, end)), false));
  }

  /** Without what leads to the next command. */
  private static String withoutEnd(String list) {
    return list.replaceFirst("\\s*(?:&&|;)\\s*$", "");
  }

  /**
   * What is run from the upgrade on.
   *
   * @param changed the file with a command of its own in place of its upgrade
   */
  public List<Step> rest(Dockerfile changed, String label) {
    List<DockerfileInstruction> all = DockerfileInstruction.of(changed.text());
    ShellList list = before.orElseThrow();
    List<Step> steps = new ArrayList<>();
    for (int i = upgrading; i < all.size(); i++) {
      DockerfileInstruction each = all.get(i);
      if (each.keyword().equals(RUN)) {
        String line =
            i > upgrading || each.isExecForm()
                ? each.arguments()
                : list.ofTheShell() + each.arguments().substring(list.end()).strip();
        steps.add(new Step(saying(label, i), line, each.isExecForm()));
      }
    }
    return steps;
  }
}
