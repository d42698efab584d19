package docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One instruction of a Dockerfile (<a href="https://docs.docker.com/reference/dockerfile/">its
 * reference</a>).
 *
 * @param keyword its name in capitals
 * @param arguments what follows, its lines joined as Docker does, comments between them left out
 * @param start offset of the line where it begins
 * @param end offset after its last line, here-documents included
 */
record DockerfileInstruction(String keyword, String arguments, int start, int end) {
  private static final Pattern ESCAPE = Pattern.compile("(?i)\\A#[ \\t]*escape[ \\t]*=[ \\t]*`");
  private static final Pattern HEREDOC = Pattern.compile("(?<!<)<<(-?)([\"']?)(\\w+)\\2");
  private static final Set<String> TAKES_HEREDOC = Set.of("RUN", "COPY", "ADD");

  /** All instructions of a Dockerfile, in order. */
  static List<DockerfileInstruction> of(String text) {
    List<DockerfileInstruction> instructions = new ArrayList<>();
    Reader reader = new Reader(text, ESCAPE.matcher(text).find() ? '`' : '\\');
    while (!reader.atEnd()) {
      if (reader.isBlankOrComment()) {
        reader.next();
      } else {
        instructions.add(reader.instruction());
      }
    }
    return instructions;
  }

  /** Whether a text in it stands on lines of its own, in a here-document. */
  boolean hasHeredoc() {
    return TAKES_HEREDOC.contains(keyword) && HEREDOC.matcher(arguments).find();
  }

  /** Whether its arguments are a list of words in JSON, and not a line of the shell's. */
  boolean isExecForm() {
    return arguments.startsWith("[");
  }

  /** Whether this place in the file is part of it. */
  boolean contains(int offset) {
    return start <= offset && offset < end;
  }

  private static final class Reader {
    private final String text;
    private final char escape;
    private int at;

    Reader(String text, char escape) {
      this.text = text;
      this.escape = escape;
    }

    boolean atEnd() {
      return at >= text.length();
    }

    boolean isBlankOrComment() {
      String line = line().strip();
      return line.isEmpty() || line.startsWith("#");
    }

    /** The line here, without its end. */
    String line() {
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    void next() {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }

    DockerfileInstruction instruction() {
      int start = at;
      StringBuilder joined = new StringBuilder();
      boolean continued = true;
      while (continued && !atEnd()) {
        String line = line().stripTrailing();
        boolean counts = joined.length() == 0 || !isBlankOrComment();
        next();
        if (counts) {
          continued = line.endsWith(String.valueOf(escape));
          joined.append(continued ? line.substring(0, line.length() - 1) : line);
        }
      }
      String[] parts = joined.toString().strip().split("\\s+", 2);
      String keyword = parts[0].toUpperCase(Locale.ROOT);
      String arguments = parts.length > 1 ? parts[1] : "";
      if (TAKES_HEREDOC.contains(keyword)) {
        HEREDOC.matcher(arguments).results().forEach(this::skipHeredoc);
      }
      return new DockerfileInstruction(keyword, arguments, start, at);
    }

    /** A name that never comes is no here-document: then nothing is skipped. */
    private void skipHeredoc(MatchResult opening) {
      int before = at;
      while (!atEnd()) {
        String line = opening.group(1).isEmpty() ? line() : line().replaceFirst("^\t+", "");
        next();
        if (line.equals(opening.group(3))) {
          return;
        }
      }
      at = before;
    }
  }
}
