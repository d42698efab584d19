package process;

import java.nio.file.Path;
import java.util.Optional;

/** The user's cache for this tool. */
public final class UserCache {
  private UserCache() {}

  /** {@code $XDG_CACHE_HOME/alembic_squash}, else {@code ~/.cache/alembic_squash}. */
  public static Path folder() {
    String home =
        Optional.ofNullable(System.getenv("HOME")).orElse(System.getProperty("user.home"));
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(set -> set.startsWith("/"))
        .map(Path::of)
        .orElse(Path.of(home, ".cache"))
        .resolve("alembic_squash");
  }
}
