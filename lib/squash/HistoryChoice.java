package squash;

import alembic.ScriptDirectory;
import archive.EnvPy;
import archive.HistoryMode;
import archive.OldDatabases;
import archive.SquashedHistoryFile;
import config.AlembicConfig;
import console.Console;
import console.Failure;
import git.History;
import git.SourceTree;
import git.Tag;
import java.util.List;
import java.util.Optional;
import plan.Squashplan;
import project.Project;
import project.Setting;

/** Decides what becomes of databases at squashed revisions. */
public final class HistoryChoice {
  private final Project project;
  private final Console console;

  public HistoryChoice(Project project) {
    this.project = project;
    this.console = project.console();
  }

  /**
   * What was said, else what was planned, else what the project's files say, else what is answered
   * on a terminal, else the guard, or the archive if there is one. It is kept in the plan.
   *
   * @param said what the command line says
   * @throws Failure if a guard that is there would be left out
   */
  public HistoryMode decide(Optional<HistoryMode> said) {
    Squashplan plan = project.plan().read();
    SourceTree tree = project.repository().tree(plan.commit());
    AlembicConfig config = AlembicConfig.read(tree, plan.config());
    Optional<SquashedHistoryFile> earlier = SquashedHistoryFile.read(tree, config);
    HistoryMode mode =
        said.or(() -> planned(plan))
            .or(() -> project.kept().history())
            .or(this::answered)
            .orElseGet(() -> usual(tree, config, earlier));
    if (mode == HistoryMode.ARCHIVE && plan.from().isPresent()) {
      throw new Failure(
          "--history=archive is not possible with --from: an archive holds all that came before"
              + " the baseline, and below "
              + plan.from().get()
              + " nothing is squashed",
          "Use --history=guard.");
    }
    if (mode == HistoryMode.DROP && earlier.isPresent()) {
      throw new Failure(
          "--history=drop would leave what "
              + SquashedHistoryFile.path(config)
              + " says of older databases untrue",
          "Use --history=guard, which adds to it.");
    }
    project.plan().keep(Setting.HISTORY, mode.word());
    return mode;
  }

  /** What a plan says. */
  static Optional<HistoryMode> planned(Squashplan plan) {
    return Optional.ofNullable(plan.settings().get(HistoryMode.SETTING)).map(HistoryMode::of);
  }

  private Optional<HistoryMode> answered() {
    if (!console.questions().canAsk() || console.questions().assumesYes()) {
      return Optional.empty();
    }
    List<String> choices = HistoryMode.choices();
    String chosen =
        console
            .questions()
            .choose("What about databases at squashed revisions?", choices, "--history");
    return Optional.of(HistoryMode.of(chosen.substring(0, chosen.indexOf(':'))));
  }

  private HistoryMode usual(
      SourceTree tree, AlembicConfig config, Optional<SquashedHistoryFile> earlier) {
    if (earlier.isPresent()) {
      return earlier.get().hasArchive() ? HistoryMode.ARCHIVE : HistoryMode.GUARD;
    }
    String env = OldDatabases.envPath(config);
    if (tree.read(env).filter(bytes -> EnvPy.canAsk(env, bytes)).isPresent()) {
      return HistoryMode.GUARD;
    }
    console.warn(
        env
            + " does not migrate as Alembic's templates do, so old databases are not told what to"
            + " install first; --history=guard tells which lines it needs for that");
    return HistoryMode.DROP;
  }

  /** What a mode means for a plan. */
  OldDatabases.Wish wish(HistoryMode mode, Squashplan plan) {
    if (mode == HistoryMode.DROP) {
      return OldDatabases.Wish.NONE;
    }
    String bridge = plan.bridge();
    AlembicConfig config =
        AlembicConfig.read(project.repository().tree(plan.commit()), plan.config());
    History history =
        History.walk(
            project.repository(),
            plan.commit(),
            config.versionLocations(),
            config.recursive(),
            new ScriptDirectory()::revisionOf);
    return new OldDatabases.Wish(
        mode, id -> history.firstTagHolding(id).map(Tag::name).orElse("before " + bridge), bridge);
  }
}
