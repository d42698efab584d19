package plan;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import alembic.ScriptDirectory;
import alembic.ScriptDirectory.Source;
import config.AlembicConfig;
import console.Failure;
import git.GitRepository;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How a plan and the revisions of a repository fit together.
 *
 * @param now the revisions at present
 */
public record PlanFit(Squashplan plan, RevisionGraph now) {

  /**
   * Whether revisions are what the squash of the plan leaves: of the planned ones the cut alone.
   */
  public boolean isCarriedOut() {
    return plan.revs().size() > 1
        && plan.revs().stream()
            .allMatch(rev -> now.find(rev).isPresent() == rev.equals(plan.cut()));
  }

  /**
   * Refuses to go on where the repository is no longer what was planned for: a squashed revision is
   * gone, the cut has other ancestors or there are other heads, the commit is not in the branch's
   * history, or a revision script was edited since.
   *
   * @throws Failure naming the line that does not fit
   */
  public void check(GitRepository repository) {
    for (String rev : plan.revs()) {
      require(now.find(rev).isPresent(), "rev:" + rev, "there is no such revision");
    }
    require(now.find(plan.cut()).isPresent(), "cut:" + plan.cut(), "there is no such revision");
    require(
        plan.from().stream().allMatch(base -> now.lineage(plan.cut()).contains(base))
            && plan.in(now).squashedIds().equals(Set.copyOf(plan.revs())),
        "cut:" + plan.cut(),
        "it comes after other revisions than then");
    Set<String> planned = Set.copyOf(plan.heads());
    List<String> present = now.heads().stream().map(RevisionScript::revision).toList();
    for (String head : plan.heads()) {
      require(present.contains(head), "head:" + head, "it is no head any more");
    }
    for (String head : present) {
      require(planned.contains(head), "head:", "there is a new head, " + head);
    }
    checkCommit(repository);
  }

  private void checkCommit(GitRepository repository) {
    String head = repository.headCommit();
    String line = "commit:" + plan.commit();
    require(
        repository.tree(head).read(plan.ini()).isPresent(),
        "ini:" + plan.ini(),
        "there is no such file");
    require(repository.find(plan.commit()).isPresent(), line, "there is no such commit");
    require(
        repository.isAncestor(plan.commit(), head),
        line,
        "it is not in the history of what is checked out");
    var then = repository.tree(plan.commit());
    for (Source script :
        new ScriptDirectory().sources(then, AlembicConfig.read(then, plan.config()))) {
      boolean same =
          now.find(script.id())
              .filter(present -> Arrays.equals(present.source(), script.bytes()))
              .isPresent();
      require(same, line, script.path() + " was changed since");
    }
  }

  private static void require(boolean fits, String line, String why) {
    if (!fits) {
      throw new Failure(
          "the plan no longer fits the repository, see its line '" + line + "': " + why,
          Squashplan.AGAIN);
    }
  }
}
