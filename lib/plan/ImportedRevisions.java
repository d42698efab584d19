package plan;

import alembic.Cut;
import config.AlembicConfig;
import console.Console;
import console.Failure;
import git.SourceTree;
import imports.HelperModules;
import imports.KeptCode;
import imports.SquashedImports;
import imports.SquashedImports.Use;
import java.util.List;
import java.util.stream.Collectors;

/** What becomes of squashed revisions that code which stays imports. */
public final class ImportedRevisions {
  private static final int SHOWN = 8;

  private final KeptCode code;
  private final AlembicConfig config;
  private final SquashedImports imports;

  /** Looks through a tree that is not squashed yet. */
  public ImportedRevisions(SourceTree tree, AlembicConfig config, Cut cut) {
    this.code = new KeptCode(tree, config, cut);
    this.config = config;
    this.imports = SquashedImports.of(code);
  }

  /** Code that does not run with migrations and imports what will be gone. */
  public List<Use> others() {
    return imports.others();
  }

  /**
   * The modules that stay for code that does.
   *
   * @param keep whether such modules are wanted
   * @throws Failure if there has to be one, and none is wanted or possible
   */
  public HelperModules helpers(boolean keep) {
    if (!keep && !imports.running().isEmpty()) {
      List<Use> more = imports.running().subList(1, imports.running().size());
      throw new Failure(
          imports.running().get(0).sentence() + ", which is squashed",
          (more.isEmpty() ? "" : "Likewise:\n" + listed(more) + "\n")
              + "Copy what it needs into a module of the project, import that, and commit; or pass"
              + " --keep-imported to `plan`: the squashed file then stays as a module of Python"
              + " that is no revision, and the import is rewritten to lead there.");
    }
    return HelperModules.of(code, config, imports);
  }

  /**
   * Whether such modules are wanted: what was said, else what is answered where there is somebody
   * to ask. Checks that they are possible.
   *
   * @throws Failure as {@link #helpers}
   */
  boolean decide(Console console, boolean said) {
    boolean keep =
        said
            || (!imports.running().isEmpty()
                && console
                    .questions()
                    .decide(
                        "Code that stays imports revisions that are squashed:\n"
                            + listed(imports.running())
                            + "\nKeep those files as modules that are no revisions, and rewrite the"
                            + " imports?"));
    HelperModules helpers = helpers(keep);
    helpers.files().keySet().forEach(path -> console.say("Stays as a module: " + path));
    return keep;
  }

  private static String listed(List<Use> uses) {
    String listed =
        uses.stream()
            .limit(SHOWN)
            .map(use -> "  " + use.sentence())
            .collect(Collectors.joining("\n"));
    int more = uses.size() - SHOWN;
    return listed + (more > 0 ? "\n  and " + more + " more" : "");
  }
}
