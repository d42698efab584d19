package git;

import java.io.File;
import java.util.Optional;
import org.eclipse.jgit.util.FS;

/** Where a user's own configuration of git is. */
public final class UserHome {
  private UserHome() {}

  /**
   * Has JGit look where git does, in {@code $HOME}: it would look where the system's list of users
   * says. To be called before JGit reads any configuration.
   */
  public static void follow() {
    Optional.ofNullable(System.getenv("HOME"))
        .filter(home -> !home.isEmpty())
        .map(File::new)
        .ifPresent(FS.DETECTED::setUserHome);
  }
}
