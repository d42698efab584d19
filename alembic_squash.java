///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES lib/console/package-info.java
//SOURCES lib/phases/package-info.java
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED

import console.Console;
import console.ExitCode;
import console.FailureHandler;
import console.TalkOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import phases.Demo;
import phases.DumpBaselinePhase;
import phases.EnvironmentDefaults;
import phases.PlanPhase;
import phases.Project;
import phases.ProjectOptions;
import phases.SchemaInfoPhase;
import phases.SquashOptions;
import phases.SquashPhase;
import phases.VerifyPhase;
import phases.WholeSquash;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: one short method a command, and all options in two mixins. */
@Command(
    name = "alembic_squash",
    mixinStandardHelpOptions = true,
    version = "alembic_squash 1.0.0",
    scope = CommandLine.ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    sortOptions = false,
    usageHelpAutoWidth = true)
class alembic_squash {
  @Mixin private final TalkOptions talk = new TalkOptions();
  @Mixin private final ProjectOptions options = new ProjectOptions();

  private Optional<Console> console = Optional.empty();

  public static void main(String[] arguments) {
    alembic_squash tool = new alembic_squash();
    FailureHandler failures = new FailureHandler(tool::console);
    CommandLine command =
        new CommandLine(tool)
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .setCaseInsensitiveEnumValuesAllowed(true);
    command.setDefaultValueProvider(new EnvironmentDefaults(System.getenv()));
    System.exit(command.execute(arguments));
  }

  @Command(
      name = "plan",
      description = {
        "Decide what is squashed: every revision that a tag, branch, commit or revision has.",
        "Without REF, list the tags with how many revisions each would squash.",
        "%nExample: alembic_squash plan wazo-23.05"
      })
  int plan(
      @Parameters(
              arity = "0..1",
              paramLabel = "REF",
              description = "Tag, branch, commit or revision.")
          String ref,
      @Option(names = "--again", description = "Make a single baseline anew.") boolean again) {
    return in(
        project -> {
          PlanPhase plan = planPhase(project, Optional.ofNullable(ref), again);
          if (ref == null) {
            plan.listTags();
          } else {
            plan.run();
            console().next("alembic_squash dump-baseline");
          }
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "dump-baseline",
      description = {
        "Build the database at the planned revision and dump it as the baseline.",
        "%nExample: alembic_squash dump-baseline --engine local"
      })
  int dumpBaseline() {
    return in(
        project -> {
          new DumpBaselinePhase(project).run();
          console().next("alembic_squash squash");
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "squash",
      description = {
        "Replace the planned revisions by the baseline, and stage that.",
        "%nExample: alembic_squash squash --commit"
      })
  int squash(@Mixin SquashFlags flags) {
    return in(
        project -> {
          new SquashPhase(project, flags.options()).run();
          console().next("alembic_squash verify");
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "verify",
      description = {
        "Build the databases before and after the squash and compare them.",
        "Exit code 0: IDENTICAL or EQUIVALENT. 3: DIFFERENT.",
        "%nExample: alembic_squash verify"
      })
  int verify() {
    return in(project -> new VerifyPhase(project).run());
  }

  @Command(
      name = "run",
      description = {
        "Plan, dump the baseline, squash and verify, with one question.",
        "%nExample: alembic_squash run wazo-23.05 --yes"
      })
  int run(
      @Parameters(paramLabel = "REF", description = "Tag, branch, commit or revision.") String ref,
      @Option(names = "--again", description = "Make a single baseline anew.") boolean again,
      @Mixin SquashFlags flags) {
    return in(
        project ->
            new WholeSquash(project)
                .run(project.planOptions(Optional.of(ref), again), flags.options()));
  }

  @Command(
      name = "demo",
      description = {
        "Squash the bundled sample project, installing what is missing into your cache.",
        "%nExample: alembic_squash demo"
      })
  int demo(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              description = "Keep the sample's repository in this folder.")
          Path folder) {
    return finished(new Demo(console(), options).run(Optional.ofNullable(folder)));
  }

  @Command(
      name = "dump-schema-info",
      description = {
        "Write what psql's \\dS+ says of the work tree's database.",
        "%nExample: alembic_squash dump-schema-info unsquashed"
      })
  int dumpSchemaInfo(
      @Parameters(paramLabel = "TAG", description = "Names the file: TAG_schema_info.txt.")
          String tag) {
    return in(
        project -> {
          new SchemaInfoPhase(project).run(tag);
          return ExitCode.DONE;
        });
  }

  private PlanPhase planPhase(Project project, Optional<String> ref, boolean again) {
    return new PlanPhase(
        console(), project.repository(), project.folder(), project.planOptions(ref, again));
  }

  private int in(Function<Project, ExitCode> work) {
    try (Project project = new Project(console(), options)) {
      return finished(work.apply(project));
    }
  }

  private int finished(ExitCode exit) {
    console().repeatWarnings();
    return exit.value();
  }

  /** Made once the options are parsed, since they shape it. */
  private Console console() {
    if (console.isEmpty()) {
      console = Optional.of(talk.console());
    }
    return console.get();
  }

  /** How the squash is written down. */
  static final class SquashFlags {
    @Option(names = "--inline", description = "Put the SQL into the revision, not beside it.")
    private boolean inline;

    @Option(names = "--commit", description = "Commit the staged change.")
    private boolean commit;

    SquashOptions options() {
      return new SquashOptions(inline, commit);
    }
  }
}
