package plan;

import console.Failure;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** At which revisions databases are that exist: what a project deploys. */
public enum Deployed {
  /** Any state of the repository: a database may be at any revision. */
  REVISIONS,
  /** Nothing but tagged commits: a database is at the heads of one of them. */
  RELEASES;

  /** The setting of a squashplan. */
  public static final String SETTING = "deployed";

  /** What settings say of it; any revision if they say nothing. */
  public static Deployed in(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(SETTING)).map(Deployed::of).orElse(REVISIONS);
  }

  /**
   * Reads a word of the command line or of a squashplan.
   *
   * @throws Failure if it is neither
   */
  public static Deployed of(String word) {
    for (Deployed deployed : values()) {
      if (deployed.word().equals(word)) {
        return deployed;
      }
    }
    throw Failure.usage(
        "--deployed is '" + word + "', which is neither revisions nor releases",
        "Say --deployed releases if you deploy nothing but tagged commits.");
  }

  /** As {@link #of} reads it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
