package project;

import alembic.RevisionGraph;
import alembic.RevisionScript;
import console.Console;
import console.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import postgres.SessionSetting;
import postgres.ThrowawayDatabase;
import statements.Baseline;
import statements.BaselineStatement;
import statements.SqlStatement;

/**
 * What squashed revisions leave in the session, where kept ones run after them: with the baseline
 * in their place these see it no more.
 *
 * @param settings what is left
 * @param firstKept the first revision that misses it, with its file
 */
public record SessionLeftovers(List<SessionSetting> settings, String firstKept) {
  private static final String OPTION = "--session-settings";
  private static final String CARRY = "carry";
  private static final String LEAVE = "leave";

  /**
   * Finds them.
   *
   * @param cut the originals' database at the cut
   * @param graph the originals' revisions
   * @param revision the cut
   * @return empty if no revision is kept that comes after it
   */
  public static SessionLeftovers of(ThrowawayDatabase cut, RevisionGraph graph, String revision) {
    List<RevisionScript> newestFirst = graph.newestFirst();
    return IntStream.rangeClosed(1, newestFirst.size())
        .mapToObj(back -> newestFirst.get(newestFirst.size() - back))
        .filter(script -> graph.ancestors(script.revision()).contains(revision))
        .findFirst()
        .map(
            kept ->
                new SessionLeftovers(
                    cut.seen().session(), kept.revision() + " (" + kept.path() + ")"))
        .orElseGet(() -> new SessionLeftovers(List.of(), ""));
  }

  /** What that means, a sentence for each. */
  public List<String> sentences() {
    return settings.stream().map(this::sentence).toList();
  }

  private String sentence(SessionSetting setting) {
    return "the squashed revision "
        + setting.revision()
        + " ("
        + setting.place()
        + ") leaves "
        + setting
        + " in the session, which the kept revisions of the same run see no more. Put `"
        + setting.statement()
        + "` into the first of them, "
        + firstKept
        + ", or run `dump-baseline "
        + OPTION
        + "="
        + CARRY
        + "` to have the baseline do it at its end";
  }

  /**
   * Decides whether the baseline carries them: by what was said, else asks on a terminal; without
   * one it does not, and warns.
   *
   * @param said what {@value #OPTION} or an earlier run says
   * @return the word to keep
   */
  public String decided(Console console, Optional<String> said) {
    String word = said.orElseGet(() -> console.questions().canAsk() ? asked(console) : LEAVE);
    if (!isCarried(word)) {
      sentences().forEach(console::warn);
    }
    return word;
  }

  private String asked(Console console) {
    settings.forEach(
        setting ->
            console.say(
                "  the squashed revision "
                    + setting.revision()
                    + " ("
                    + setting.place()
                    + ") leaves "
                    + setting
                    + " in the session"));
    return console
        .questions()
        .choose(
            "Kept revisions of the same run saw that. Shall the baseline carry it at its end, or"
                + " leave it to you to put it into "
                + firstKept
                + "?",
            List.of(CARRY, LEAVE),
            OPTION);
  }

  /** Whether this word has the baseline carry them. */
  public static boolean isCarried(String word) {
    return word.equals(CARRY);
  }

  /**
   * Checks a word of the command line.
   *
   * @throws Failure if it is neither
   */
  static String checked(String word) {
    if (!List.of(CARRY, LEAVE).contains(word)) {
      throw Failure.usage(
          OPTION + " is '" + word + "', which is neither carry nor leave",
          "See `dump-baseline --help`.");
    }
    return word;
  }

  /** The baseline with them at its end, as the last squashed revision left them. */
  public Baseline carriedBy(Baseline baseline) {
    List<BaselineStatement> statements = new ArrayList<>(baseline.statements());
    settings.forEach(
        setting -> statements.add(new SqlStatement("SESSION " + setting.name(), setting.sql())));
    return baseline.with(statements);
  }
}
