package tests;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints a line a class, each failure with its cause, each reason for a skip, and the count. */
public final class QuietListener implements TestExecutionListener {
  private static final int FRAMES = 6;
  private static final int SLOWEST = 10;

  private final PrintStream out;
  private final Map<String, Instant> begun = new LinkedHashMap<>();
  private final Map<String, Integer> ran = new LinkedHashMap<>();
  private final Map<String, Duration> took = new LinkedHashMap<>();
  private final Set<String> skips = new LinkedHashSet<>();
  private final List<String> failures = new ArrayList<>();
  private int passed;
  private int skipped;

  /**
   * @param out where everything is printed
   */
  public QuietListener(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    if (isClass(test)) {
      begun.put(test.getUniqueId(), Instant.now());
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    skip(test, reason);
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case FAILED -> fail(test, result.getThrowable().orElseThrow());
      case ABORTED -> skip(test, result.getThrowable().map(Throwable::getMessage).orElse(""));
      case SUCCESSFUL -> {
        if (test.isTest()) {
          passed++;
        }
      }
    }
    if (test.isTest()) {
      ran.merge(className(test), 1, Integer::sum);
    } else if (isClass(test)) {
      closeClass(test);
    }
  }

  /**
   * Prints the slowest classes, the reasons for skips, and the count as the last line.
   *
   * @return whether tests ran and none failed
   */
  public synchronized boolean finish() {
    if (passed + failures.size() + skipped == 0) {
      out.println("no test has such a name");
    }
    if (took.size() > SLOWEST) {
      out.println(slowest());
    }
    skips.forEach(reason -> out.println("skipped: " + reason));
    String count = passed + " passed, " + failures.size() + " failed";
    out.println(skipped == 0 ? count : count + ", " + skipped + " skipped");
    out.flush();
    return failures.isEmpty() && passed > 0;
  }

  private String slowest() {
    return took.entrySet().stream()
        .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
        .limit(SLOWEST)
        .map(entry -> entry.getKey() + " " + entry.getValue().toSeconds() + " s")
        .collect(Collectors.joining(", ", "slowest: ", ""));
  }

  private void closeClass(TestIdentifier test) {
    String name = className(test);
    Duration time = Duration.between(begun.get(test.getUniqueId()), Instant.now());
    took.put(name, time);
    int count = ran.getOrDefault(name, 0);
    out.println(
        String.format(
            Locale.ROOT, "%-32s %3d tests %6.1f s", name, count, time.toMillis() / 1000.0));
  }

  private void skip(TestIdentifier test, String reason) {
    skipped++;
    skips.add(name(test) + ": " + reason);
  }

  private void fail(TestIdentifier test, Throwable thrown) {
    failures.add(name(test));
    out.println("✗ " + name(test));
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      out.println((cause == thrown ? "    " : "    caused by ") + described(cause));
    }
  }

  private static String described(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString().replace("\n", "\n    "));
    if (thrown instanceof console.Failure failure && !failure.hint().isEmpty()) {
      text.append("\n    ").append(failure.hint().replace("\n", "\n    "));
    }
    List.of(thrown.getStackTrace()).stream()
        .filter(frame -> isOurs(frame.getClassName()))
        .limit(FRAMES)
        .forEach(frame -> text.append("\n      at ").append(frame));
    return text.toString();
  }

  private static boolean isOurs(String className) {
    return !className.startsWith("java.")
        && !className.startsWith("jdk.")
        && !className.startsWith("org.junit.");
  }

  private static boolean isClass(TestIdentifier test) {
    return source(test, ClassSource.class).isPresent();
  }

  private static String name(TestIdentifier test) {
    String shown = test.getDisplayName();
    String method = source(test, MethodSource.class).map(MethodSource::getMethodName).orElse(shown);
    if (isClass(test)) {
      return className(test);
    }
    String invocation = shown.startsWith(method) ? "" : " " + shown;
    return className(test) + "." + method + invocation;
  }

  private static String className(TestIdentifier test) {
    String full =
        source(test, MethodSource.class)
            .map(MethodSource::getClassName)
            .or(() -> source(test, ClassSource.class).map(ClassSource::getClassName))
            .orElse(test.getDisplayName());
    return full.substring(full.lastIndexOf('.') + 1);
  }

  private static <T> Optional<T> source(TestIdentifier test, Class<T> kind) {
    return test.getSource().filter(kind::isInstance).map(kind::cast);
  }
}
