package process;

import console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs: it refuses to run as root, so for root another user of this machine
 * stands in; anybody else runs it as themselves.
 *
 * @param user the user that stands in for root; empty if we are not root
 */
public record Unprivileged(Optional<String> user) {
  static final List<String> STAND_INS = List.of("postgres", "nobody");

  /** The user to run as on this machine. */
  public static Unprivileged ofThisProcess() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Unprivileged(Optional.empty());
    }
    Optional<String> standIn = STAND_INS.stream().filter(Unprivileged::exists).findFirst();
    if (standIn.isEmpty()) {
      throw new Failure(
          "PostgreSQL refuses to run as root, and there is no user "
              + String.join(" or ", STAND_INS),
          "Run as another user than root, or make one of these.");
    }
    return new Unprivileged(standIn);
  }

  /** The command line that runs these words as that user. */
  public List<String> words(List<String> words) {
    if (user.isEmpty()) {
      return words;
    }
    List<String> switched =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + user.get(), "--regid=" + group(), "--clear-groups"));
    switched.addAll(words);
    return switched;
  }

  /** Gives that user a file or folder of ours. */
  public void own(Path path) throws IOException {
    if (user.isPresent()) {
      Files.setOwner(path, principal(path, user.get()));
    }
  }

  /** Whether that user can run this program, or enter this folder. */
  public boolean reaches(Path place) {
    return user.isEmpty()
        || Processes.command(words(List.of("test", "-x", place.toString()))).run().exitCode() == 0;
  }

  private String group() {
    try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines
          .map(line -> line.split(":"))
          .filter(fields -> fields[0].equals(user.orElseThrow()))
          .map(fields -> fields[3])
          .findFirst()
          .orElseThrow();
    } catch (IOException unreadable) {
      throw new Failure("/etc/passwd cannot be read", "Run as another user than root.", unreadable);
    }
  }

  private static boolean exists(String name) {
    try {
      principal(Path.of("/"), name);
      return true;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static UserPrincipal principal(Path path, String name) throws IOException {
    return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
  }
}
