package plan;

import answers.Answers;
import config.ConfigSection;
import console.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the user asks of the plan.
 *
 * @param ref the tag, branch, commit or revision to squash up to; empty to list tags
 * @param alembicIni the configuration that the user named, relative to the project's folder or
 *     absolute; found where empty
 * @param again whether a single baseline is to be made anew
 * @param engine the engine that later phases use
 * @param settings the engine's settings, by name
 * @param answers what is answered about generated values and secrets
 * @param choice which of the revisions are squashed
 * @param keepReleases how many releases are to be left unsquashed by the one that is picked; empty
 *     if a ref is named
 */
public record PlanOptions(
    Optional<String> ref,
    Optional<String> alembicIni,
    boolean again,
    String engine,
    Map<String, String> settings,
    Answers answers,
    CutChoice choice,
    Optional<Integer> keepReleases) {

  /** All revisions that the ref has. */
  public PlanOptions(
      Optional<String> ref,
      Optional<String> alembicIni,
      boolean again,
      String engine,
      Map<String, String> settings,
      Answers answers) {
    this(ref, alembicIni, again, engine, settings, answers, CutChoice.ALL, Optional.empty());
  }

  /** The same for some of the revisions that the ref has. */
  public PlanOptions choosing(CutChoice some) {
    return new PlanOptions(ref, alembicIni, again, engine, settings, answers, some, keepReleases);
  }

  /** The same, where squashed revisions that kept code imports are to stay as plain modules. */
  public PlanOptions keepingImported() {
    Map<String, String> all = new HashMap<>(settings);
    all.put(Squashplan.KEEP_IMPORTED, Squashplan.YES);
    return new PlanOptions(ref, alembicIni, again, engine, all, answers, choice, keepReleases);
  }

  /**
   * The same for the newest release that leaves so many unsquashed.
   *
   * @throws Failure if a ref is named too, or the number is negative
   */
  public PlanOptions keepingReleases(Optional<Integer> count) {
    if (count.isPresent() && ref.isPresent()) {
      throw Failure.usage(
          "--keep-releases picks the release, and '" + ref.get() + "' names one",
          "Give one of the two.");
    }
    if (count.filter(number -> number < 0).isPresent()) {
      throw Failure.usage(
          "--keep-releases is " + count.get(), "Give it a number of releases, 0 or more.");
    }
    return new PlanOptions(ref, alembicIni, again, engine, settings, answers, choice, count);
  }

  /** Whether that was said. */
  boolean keepsImported() {
    return Squashplan.YES.equals(settings.get(Squashplan.KEEP_IMPORTED));
  }

  /** The section of the configuration. */
  String section() {
    return settings.getOrDefault(Squashplan.ALEMBIC_NAME, ConfigSection.USUAL);
  }
}
