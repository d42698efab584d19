package process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A running process, told from all others that there were: names of what it makes hold its token,
 * by which a later process finds out whether it still runs.
 *
 * @param place the machine, or the container in it, whose numbers of processes count
 * @param boot when that was started last
 * @param pid the process's number there
 * @param start when it was started, as the system counts
 */
public record Instance(String place, String boot, long pid, String start) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<place>[0-9a-f]{8})(?<boot>[0-9a-f]{4})-(?<pid>\\d+)-(?<start>[0-9a-z]+)(?![0-9a-z])");

  private static final int RADIX = 36;

  /** The field of /proc/PID/stat that is counted from behind the program's name (proc(5)). */
  private static final int START_FIELD = 19;

  /** What stays the same while this process runs. */
  private static final class Here {
    private static final String PLACE =
        digits(
                read("/proc/sys/kernel/hostname")
                    + read("/etc/machine-id")
                    + target("/proc/self/ns/pid")
                    + System.getProperty("os.name"))
            .substring(0, 8);

    private static final String BOOT =
        digits(read("/proc/sys/kernel/random/boot_id")).substring(0, 4);

    private static final Instance OWN = of(ProcessHandle.current().pid()).orElseThrow();
  }

  /** This process. */
  public static Instance own() {
    return Here.OWN;
  }

  /** A process of this machine; empty if there is none of this number. */
  public static Optional<Instance> of(long pid) {
    return start(pid).map(start -> new Instance(Here.PLACE, Here.BOOT, pid, start));
  }

  /** What names hold: letters, digits and hyphens, as {@code 0123456789ab-4711-1x2y}. */
  public String token() {
    return place + boot + "-" + pid + "-" + start;
  }

  /** The one whose token a name holds. */
  public static Optional<Instance> in(String name) {
    Matcher found = TOKEN.matcher(name);
    return found.find()
        ? Optional.of(
            new Instance(
                found.group("place"),
                found.group("boot"),
                Long.parseLong(found.group("pid")),
                found.group("start")))
        : Optional.empty();
  }

  /** Whether it would be seen here: not one of another machine or container. */
  public boolean isOfThisPlace() {
    return place.equals(Here.PLACE);
  }

  /** Whether it has certainly ended. Of another place nobody can tell. */
  public boolean isGone() {
    return isOfThisPlace()
        && (!boot.equals(Here.BOOT) || start(pid).filter(start::equals).isEmpty());
  }

  /** On Linux in ticks since the boot, which stay what they are when somebody sets the clock. */
  private static Optional<String> start(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(Long.toString(Long.parseLong(fields[START_FIELD]), RADIX));
    } catch (IOException noProc) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(process -> process.info().startInstant())
          .map(start -> Long.toString(start.toEpochMilli(), RADIX));
    }
  }

  private static String digits(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** What a file says; nothing where the system has no such file. */
  private static String read(String file) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines.findFirst().orElse("");
    } catch (IOException noSuchSystem) {
      return "";
    }
  }

  private static String target(String link) {
    try {
      return Files.readSymbolicLink(Path.of(link)).toString();
    } catch (IOException noSuchSystem) {
      return "";
    }
  }
}
