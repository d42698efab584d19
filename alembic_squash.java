///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES lib/alembic/package-info.java
//SOURCES lib/answers/package-info.java
//SOURCES lib/archive/package-info.java
//SOURCES lib/baseline/package-info.java
//SOURCES lib/catalog/package-info.java
//SOURCES lib/conditions/package-info.java
//SOURCES lib/config/package-info.java
//SOURCES lib/console/package-info.java
//SOURCES lib/deployed/package-info.java
//SOURCES lib/docker/package-info.java
//SOURCES lib/dump/package-info.java
//SOURCES lib/engine/package-info.java
//SOURCES lib/generated/package-info.java
//SOURCES lib/git/package-info.java
//SOURCES lib/imports/package-info.java
//SOURCES lib/journal/package-info.java
//SOURCES lib/manual/package-info.java
//SOURCES lib/migrations/package-info.java
//SOURCES lib/packaging/package-info.java
//SOURCES lib/pgdump/package-info.java
//SOURCES lib/phases/package-info.java
//SOURCES lib/plan/package-info.java
//SOURCES lib/postgres/package-info.java
//SOURCES lib/preexisting/package-info.java
//SOURCES lib/process/package-info.java
//SOURCES lib/project/package-info.java
//SOURCES lib/proof/package-info.java
//SOURCES lib/python/package-info.java
//SOURCES lib/report/package-info.java
//SOURCES lib/rows/package-info.java
//SOURCES lib/sample/package-info.java
//SOURCES lib/snapshot/package-info.java
//SOURCES lib/source/package-info.java
//SOURCES lib/squash/package-info.java
//SOURCES lib/statements/package-info.java
//SOURCES lib/status/package-info.java
//SOURCES lib/tail/package-info.java
//SOURCES lib/twin/package-info.java
//SOURCES lib/url/package-info.java
//SOURCES lib/verify/package-info.java
//RUNTIME_OPTIONS -Xss64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED
//RUNTIME_OPTIONS -Dfile.encoding=UTF-8

import archive.HistoryMode;
import console.ExitCode;
import console.Failure;
import console.Launcher;
import console.TalkOptions;
import deployed.CheckDatabasePhase;
import deployed.NamedDatabases;
import dump.DumpBaselinePhase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import journal.UndoPhase;
import manual.Completion;
import manual.ManualPage;
import packaging.PackagingPhase;
import phases.ComparePhase;
import phases.Demo;
import phases.NextSteps;
import phases.RunPhase;
import phases.SchemaInfoPhase;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plan.CutChoice;
import plan.PlanOptions;
import plan.PlanPhase;
import postgres.ConnectionParameters;
import process.NativeLibraries;
import project.Project;
import project.ProjectOptions;
import squash.Downgrade;
import squash.DropArchivePhase;
import squash.SquashOptions;
import squash.SquashPhase;
import status.Doctor;
import status.StatusPhase;
import url.DatabaseUrl;
import verify.VerifyPhase;

/** The command line: one short method a command, and all options in two mixins. */
@Command(
    name = "alembic_squash",
    mixinStandardHelpOptions = true,
    version = "alembic_squash 1.0.0",
    scope = CommandLine.ScopeType.INHERIT,
    sortOptions = false,
    description = {
      "Squash Alembic migrations on PostgreSQL into one baseline, and prove that nothing"
          + " changed."
    },
    footer = "  alembic_squash run v2.0")
class alembic_squash implements Callable<Integer> {
  private static final List<String> FLOW =
      List.of(
          "plan",
          "dump-baseline",
          "squash",
          "verify",
          "run",
          "compare",
          "check-database",
          "demo",
          "dump-schema-info",
          "update-packaging",
          "undo",
          "status",
          "doctor",
          "completion",
          "manual");

  @Mixin private final TalkOptions talk = new TalkOptions();
  @Mixin private final ProjectOptions options = new ProjectOptions();
  @Spec private CommandSpec spec;

  public static void main(String... arguments) {
    NativeLibraries.keepJansi();
    alembic_squash tool = new alembic_squash();
    new Launcher(tool, tool.talk, FLOW, ProjectOptions.SECTIONS).run(arguments);
  }

  /** Without a command. */
  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return ExitCode.USAGE.value();
  }

  @Command(
      name = "plan",
      description = {
        "Decide what is squashed: all revisions that REF has.",
        "Without REF, list the tags with how many revisions each would squash, on a terminal the"
            + " newest, and suggest one."
      },
      footer = "  alembic_squash plan wazo-23.05")
  int plan(
      @Parameters(
              arity = "0..1",
              paramLabel = "REF",
              description = "Tag, branch, commit or revision.")
          String ref,
      @Mixin PlanFlags flags,
      @Option(names = "--all", description = "List all tags on a terminal too.") boolean all) {
    boolean isMade = ref != null || flags.isReleasePicked();
    return in(
        isMade,
        project -> {
          PlanPhase plan =
              new PlanPhase(
                  talk.console(),
                  project.repository(),
                  project.folder(),
                  project.conditions(),
                  flags.options(project, Optional.ofNullable(ref)));
          if (!isMade) {
            plan.listTags(all || !TalkOptions.isDataRead());
          } else {
            plan.run();
            talk.console().next("alembic_squash dump-baseline");
          }
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "dump-baseline",
      description = {"Build the planned database and dump it as the baseline."},
      footer = "  alembic_squash dump-baseline --engine local")
  int dumpBaseline(
      @Mixin DowngradeFlag flag,
      @Option(
              names = "--check",
              description =
                  "Write nothing: is the baseline that is there today's? Exit code 3: no.")
          boolean check) {
    return alone(
        project -> {
          if (check) {
            return new DumpBaselinePhase(project, flag.downgrade()).check();
          }
          new DumpBaselinePhase(project, flag.downgrade()).run();
          talk.console()
              .next(
                  "alembic_squash squash"
                      + (flag.downgrade() == Downgrade.DROP ? " --downgrade=drop" : ""));
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "squash",
      description = {"Replace the revisions by the baseline, and stage that."},
      footer = "  alembic_squash squash --commit")
  int squash(
      @Mixin SquashFlags flags,
      @Option(names = "--edited", description = "Take a baseline that was edited since its dump.")
          boolean edited,
      @Option(
              names = "--drop-archive",
              description =
                  "Squash nothing: retire the archive that --history=archive made. The guard"
                      + " stays.")
          boolean dropArchive) {
    SquashOptions how = edited ? flags.options().takingEdited() : flags.options();
    return alone(
        project -> {
          if (dropArchive) {
            new DropArchivePhase(project).run(how.commit());
            return ExitCode.DONE;
          }
          new SquashPhase(project, how).run();
          talk.console().next("alembic_squash verify");
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "verify",
      description = {
        "Build the databases before and after, and compare them.",
        "That is done in each way in which somebody comes to a database: fresh, from a release, as"
            + " another role, and so on.",
        "With --before, compare any two states of the repository; no plan is needed then.",
        "Exit code 0: IDENTICAL or EQUIVALENT. 3: DIFFERENT."
      },
      footer = {
        "  alembic_squash verify",
        "  alembic_squash verify --before main --after worktree --json"
      })
  int verify(
      @Option(
              names = "--before",
              paramLabel = "REF",
              description = "A tag, branch or commit; the plan's commit if not given.")
          String before,
      @Option(
              names = "--after",
              paramLabel = "REF",
              description = "The same, or worktree, which it is if not given.")
          String after,
      @Option(names = "--json", description = "Print the verdict as JSON.") boolean json,
      @Mixin QuickFlag quick) {
    VerifyPhase.Options states =
        new VerifyPhase.Options(
            Optional.ofNullable(before), Optional.ofNullable(after), json, quick.isQuick());
    return reading(project -> new VerifyPhase(project, states).run());
  }

  @Command(
      name = "compare",
      description = {
        "Compare two databases that exist; both are only read.",
        "Dumps are restored in a throwaway cluster of this machine where that is needed.",
        "Exit code 0: IDENTICAL or EQUIVALENT. 3: DIFFERENT."
      },
      footer = "  alembic_squash compare postgresql://me@prod/app postgresql://me@staging/app")
  int compare(
      @Parameters(index = "0", paramLabel = "URL", description = "A database.") String before,
      @Parameters(index = "1", paramLabel = "URL", description = "Another.") String after,
      @Option(names = "--schema-only", description = "Leave the rows out.") boolean schemaOnly,
      @Option(
              names = "--ignore-table",
              paramLabel = "SCHEMA.TABLE",
              description = "Leave out the rows of this table or partition tree; repeatable.")
          Set<String> ignored,
      @Option(
              names = "--scratch-on-server",
              description = "Restore dumps on the databases' own servers.")
          boolean onServer,
      @Option(names = "--json", description = "Print the verdict as JSON.") boolean json) {
    Set<String> tables = Optional.ofNullable(ignored).orElse(Set.of());
    ComparePhase phase =
        new ComparePhase(
            talk.console(), new ComparePhase.Options(schemaOnly, tables, onServer, json));
    return finished(phase.run(before, after));
  }

  @Command(
      name = "check-database",
      description = {
        "Say what `upgrade` means to databases that exist.",
        "They are only read.",
        "A line each: empty, at head, before it, squashed, unknown and so on, and what to do.",
        "Exit code 0: all upgrade. 4: some need an older release first. 5: somebody has to look."
            + " 1: some could not be read."
      },
      footer = "  alembic_squash check-database postgresql://me@prod/app")
  int checkDatabase(
      @Parameters(
              arity = "0..*",
              paramLabel = "URL",
              description =
                  "A database, or service=NAME; what PGHOST, PGDATABASE and so on name if not"
                      + " given.")
          List<String> names,
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "Also the databases in this file, one URL in each line; - is stdin.")
          String file,
      @Option(
              names = "--identify",
              description =
                  "Build the originals once, and say which revision each schema looks like and what"
                      + " to stamp.")
          boolean identify,
      @Option(names = "--json", description = "Print what is found as JSON.") boolean json) {
    List<ConnectionParameters> databases =
        new NamedDatabases(DatabaseUrl.here())
            .read(Optional.ofNullable(names).orElse(List.of()), Optional.ofNullable(file));
    return reading(
        project ->
            new CheckDatabasePhase(
                    project, new CheckDatabasePhase.Options(databases, identify, json))
                .run());
  }

  @Command(
      name = "run",
      description = {"Plan, dump, squash and verify, with one question."},
      footer = "  alembic_squash run wazo-23.05 --yes")
  int run(
      @Parameters(
              arity = "0..1",
              paramLabel = "REF",
              description = "Tag, branch, commit or revision.")
          String ref,
      @Mixin PlanFlags plan,
      @Mixin SquashFlags squash,
      @Mixin QuickFlag quick) {
    plan.checkNamed(ref);
    return alone(
        project -> {
          PlanOptions options = plan.options(project, Optional.ofNullable(ref));
          ExitCode exit = new RunPhase(project).run(options, squash.options(), quick.isQuick());
          if (exit == ExitCode.DONE) {
            new NextSteps(project).say();
          }
          return exit;
        });
  }

  @Command(
      name = "demo",
      description = {
        "Squash the bundled sample project.",
        "What is missing is installed into your cache."
      },
      footer = "  alembic_squash demo")
  int demo(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              description = "Keep the sample's repository in this folder.")
          Path folder) {
    return finished(new Demo(talk.console(), options).run(Optional.ofNullable(folder)));
  }

  @Command(
      name = "dump-schema-info",
      description = {"Write what psql's \\dS+ says about the database."},
      footer = "  alembic_squash dump-schema-info unsquashed")
  int dumpSchemaInfo(
      @Parameters(paramLabel = "TAG", description = "Names the file: TAG_schema_info.txt.")
          String tag) {
    return reading(
        project -> {
          new SchemaInfoPhase(project).run(tag);
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "update-packaging",
      description = {"Have packages of the project ship the baseline's SQL."},
      footer = "  alembic_squash update-packaging")
  int updatePackaging() {
    return alone(
        project -> {
          new PackagingPhase(project).run();
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "undo",
      description = {
        "Take the last change of these commands back.",
        "That is the last squash, update-packaging, or commit of one. If files were changed since,"
            + " they are named, and nothing changes."
      },
      footer = "  alembic_squash undo")
  int undo() {
    return alone(
        project -> {
          new UndoPhase(talk.console(), project.repository(), project.journal()).run();
          return ExitCode.DONE;
        });
  }

  @Command(
      name = "help",
      hidden = true,
      description = {"Show the help of a command."},
      footer = "  alembic_squash help run")
  int help(
      @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
          String name) {
    CommandLine tool = spec.commandLine();
    CommandLine shown = name == null ? tool : tool.getSubcommands().get(name);
    if (shown == null) {
      throw Failure.usage("there is no command " + name, "See `alembic_squash --help`.");
    }
    shown.usage(System.out);
    return ExitCode.DONE.value();
  }

  @Command(
      name = "completion",
      description = {"Print the completion for bash, zsh or fish."},
      footer = "  alembic_squash completion bash > alembic_squash.bash")
  int completion(
      @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
          Completion.Shell shell) {
    talk.console().data(new Completion(spec.commandLine(), FLOW).script(shell).strip());
    return ExitCode.DONE.value();
  }

  @Command(
      name = "manual",
      description = {"Print the manual page, for man."},
      footer = "  alembic_squash manual > ~/.local/share/man/man1/alembic_squash.1")
  int manual() {
    talk.console().data(new ManualPage(spec.commandLine(), FLOW).text().strip());
    return ExitCode.DONE.value();
  }

  @Command(
      name = "status",
      description = {
        "Say where the project is in the procedure, what changed, what is next, and what is set."
      },
      footer = "  alembic_squash status")
  int status(@Option(names = "--json", description = "Print it as JSON.") boolean json) {
    return reading(project -> new StatusPhase(project).run(json));
  }

  @Command(
      name = "doctor",
      description = {
        "Say what of this machine would be used, and what to do about what is not there.",
        "Exit code 1: nothing can be squashed here."
      },
      footer = "  alembic_squash doctor")
  int doctor(@Option(names = "--json", description = "Print it as JSON.") boolean json) {
    return finished(new Doctor(talk.console(), options).run(json));
  }

  /** A command that changes something; there is no other such one in the repository meanwhile. */
  private int alone(Function<Project, ExitCode> work) {
    return in(true, work);
  }

  /** A command that only reads what others change. */
  private int reading(Function<Project, ExitCode> work) {
    return in(false, work);
  }

  private int in(boolean isAlone, Function<Project, ExitCode> work) {
    try (Project project = new Project(talk.console(), options)) {
      project.begin(spec.commandLine().getParseResult().subcommand().commandSpec().name(), isAlone);
      return finished(work.apply(project));
    }
  }

  private int finished(ExitCode exit) {
    talk.console().repeatWarnings();
    return exit.value();
  }

  /** What is squashed, besides REF. */
  static final class PlanFlags {
    @Option(names = "--again", description = "Make the same baseline once more.")
    private boolean again;

    @Option(
        names = "--keep-imported",
        description = "Keep squashed files that other code imports, as plain modules.")
    private boolean keepImported;

    @Option(
        names = "--cut",
        paramLabel = "REV",
        description = "Squash only up to this revision of REF.")
    private String cut;

    @Option(
        names = "--branch",
        paramLabel = "LABEL",
        description = "Squash this branch of REF alone.")
    private String branch;

    @Option(
        names = "--from",
        paramLabel = "BASE",
        description = "Squash only what comes after this revision, on top of it.")
    private String from;

    @Option(
        names = "--keep-releases",
        paramLabel = "N",
        description = "Without REF: the newest release that leaves N unsquashed.")
    private Integer keepReleases;

    void checkNamed(String ref) {
      if (ref == null && !isReleasePicked()) {
        throw Failure.usage(
            "what to squash up to is not named: 'REF' or --keep-releases N",
            "Run `plan` without a name to see the tags, and one to take.");
      }
    }

    boolean isReleasePicked() {
      return keepReleases != null;
    }

    PlanOptions options(Project project, Optional<String> ref) {
      PlanOptions options =
          project
              .plan()
              .options(ref, again)
              .keepingReleases(Optional.ofNullable(keepReleases))
              .choosing(
                  new CutChoice(
                      Optional.ofNullable(cut),
                      Optional.ofNullable(branch),
                      Optional.ofNullable(from)));
      return keepImported ? options.keepingImported() : options;
    }
  }

  /** What is left out to be done sooner. */
  static final class QuickFlag {
    @Option(names = "--quick", description = "Build no whole Dockerfile for comparison.")
    private boolean quick;

    boolean isQuick() {
      return quick;
    }
  }

  /** How the squash is written down. */
  static final class SquashFlags {
    @Option(names = "--inline", description = "Put the SQL into the revision, not beside it.")
    private boolean inline;

    @Option(names = "--commit", description = "Commit the staged change.")
    private boolean commit;

    @Option(
        names = "--history",
        paramLabel = "drop|guard|archive",
        completionCandidates = Histories.class,
        description =
            "What databases at squashed revisions get: Alembic's error, a sentence that says what"
                + " to do, or the originals.")
    private String history;

    @Mixin private final DowngradeFlag downgrade = new DowngradeFlag();

    SquashOptions options() {
      return new SquashOptions(
          inline, commit, downgrade.downgrade(), Optional.ofNullable(history).map(HistoryMode::of));
    }
  }

  /** What dumping the baseline and writing its revision have to agree on. */
  static final class DowngradeFlag {
    @Option(
        names = "--downgrade",
        paramLabel = "refuse|drop",
        completionCandidates = Downgrades.class,
        defaultValue = "refuse",
        scope = CommandLine.ScopeType.INHERIT,
        description =
            "What the baseline's downgrade does: refuse with a sentence (if not given), or drop"
                + " what the baseline made.")
    private String downgrade;

    Downgrade downgrade() {
      return Downgrade.of(downgrade);
    }
  }

  /** What {@code --history} takes. */
  static final class Histories extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Histories() {
      super(List.of("drop", "guard", "archive"));
    }
  }

  /** What {@code --downgrade} takes. */
  static final class Downgrades extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Downgrades() {
      super(List.of("refuse", "drop"));
    }
  }
}
