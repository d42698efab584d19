package console;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The charset of the locale: Java reads words of the command line and names of files in it, and
 * puts replacements if it has no such letter. In the locale C that is ASCII.
 */
public final class LocaleCharset {
  private static final Charset CHARSET =
      Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));
  private static final char REPLACED = '\uFFFD';
  private static final String HINT = "Run with LC_ALL=C.UTF-8, or another locale of UTF-8.";

  /** Earlier ones hand words over in the charset that our scripts ask for, which is UTF-8. */
  private static final boolean LIMITS_PROCESSES = Runtime.version().feature() >= 18;

  private LocaleCharset() {}

  /**
   * Refuses a command line that has lost letters on its way here.
   *
   * @throws Failure naming the word, the variable with its value, or the current folder
   */
  static void checkCommandLine(String... words) {
    checkRead(Arrays.asList(words));
    checkRead(
        System.getenv().entrySet().stream()
            .filter(variable -> variable.getKey().startsWith(OptionDefaults.PREFIX))
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toList());
    checkRead(List.of(System.getProperty("user.dir", "")));
  }

  /**
   * Refuses names of files that could not be read or written.
   *
   * @throws Failure naming the file
   */
  public static void checkNames(Collection<String> names) {
    if (!CHARSET.equals(StandardCharsets.UTF_8)) {
      refuse(names.stream().filter(name -> !CHARSET.newEncoder().canEncode(name)).findFirst());
    }
  }

  private static void checkRead(Collection<String> texts) {
    if (!CHARSET.equals(StandardCharsets.UTF_8)) {
      refuse(texts.stream().filter(text -> text.indexOf(REPLACED) >= 0).findFirst());
    }
  }

  /**
   * Refuses words that a program would not be given as they are.
   *
   * @throws Failure naming the word
   */
  public static void checkWritten(Collection<String> words) {
    if (LIMITS_PROCESSES) {
      refuse(words.stream().filter(word -> !CHARSET.newEncoder().canEncode(word)).findFirst());
    }
  }

  /** The failure where a file has such a name. */
  static Optional<Failure> of(InvalidPathException invalid) {
    return CHARSET.newEncoder().canEncode(invalid.getInput())
        ? Optional.empty()
        : Optional.of(failure(invalid.getInput()));
  }

  private static void refuse(Optional<String> text) {
    text.ifPresent(
        lost -> {
          throw failure(lost);
        });
  }

  private static Failure failure(String text) {
    return Failure.usage(
        "the locale's charset, " + CHARSET + ", has no letter for a part of '" + text + "'", HINT);
  }
}
