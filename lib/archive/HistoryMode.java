package archive;

import console.Failure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What becomes of squashed revisions, and so of databases that are at one of them. */
public enum HistoryMode {
  /** They are gone, and Alembic says that it cannot locate them. */
  DROP("databases at a squashed revision get Alembic's \"Can't locate revision\""),
  /** They are gone, and whoever is at one of them is told what to install first. */
  GUARD("they are told which release to install first, before anything runs"),
  /** They stay, where Alembic reads them only for a database that is at one of them. */
  ARCHIVE("the originals move to a folder of their own, and old databases upgrade as ever");

  /** What it is called in squashplans. */
  public static final String SETTING = "history";

  private final String sentence;

  HistoryMode(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Reads a word of the command line or of a squashplan.
   *
   * @throws Failure if it is none
   */
  public static HistoryMode of(String word) {
    return Stream.of(values())
        .filter(mode -> mode.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "--history is '" + word + "', which is neither drop, guard nor archive",
                    "See `squash --help`."));
  }

  /** As {@link #of} reads it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them with what they mean, to choose from. */
  public static List<String> choices() {
    return Stream.of(values()).map(mode -> mode.word() + ": " + mode.sentence).toList();
  }
}
