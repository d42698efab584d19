package docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands of a line of the shell's that come before a place in it, one after the other, as
 * POSIX's Shell Command Language has them (sections 2.2 and 2.9): {@code a && b; c}.
 *
 * @param commands those before, without what separates them
 * @param end where the command begins that has the place
 */
record ShellList(List<String> commands, int end) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String VALUE = "(?:[^\\s'\"\\\\]|'[^']*'|\"[^\"]*\"|\\\\.)*";
  private static final String ASSIGNED = NAME + "=" + VALUE;

  /** It changes nothing but the shell itself, and does so again when it is said again. */
  private static final Pattern OF_THE_SHELL =
      Pattern.compile("(?s)(?:(?:cd|export|set|umask|unset)\\b|" + ASSIGNED + "(?:\\s|$))[^`|<>]*");

  private static final Pattern ASSIGNING =
      Pattern.compile("(?:" + ASSIGNED + "\\s+)*" + ASSIGNED + "\\s*");

  /** A program in a process of its own, or a subshell. */
  private static final Pattern OF_A_PROCESS =
      Pattern.compile(
          "(?s)(?:\\(.*|\\[\\s.*|(?:" + ASSIGNED + "\\s+)*[A-Za-z0-9_/][\\w./+@%,-]*(?:\\s.*)?)");

  /** What looks like a program and is the shell itself. */
  private static final Pattern BUILTIN =
      Pattern.compile(
          "(?s)(?:alias|bind|break|builtin|case|cd|command|continue|coproc|declare|do|done|elif|else"
              + "|enable|esac|eval|exec|exit|export|fi|for|function|getopts|hash|if|let|local|mapfile"
              + "|popd|pushd|read|readarray|readonly|return|select|set|shift|shopt|source|then|time"
              + "|times|trap|typeset|ulimit|umask|unalias|unset|until|wait|while)(?:\\s.*)?");

  /** Expansions that set a variable, and a function's definition. */
  private static final Pattern SETS =
      Pattern.compile("\\$\\{" + NAME + ":?=|\\$\\(\\(|printf\\s+-v|^" + NAME + "\\s*\\(");

  /** The shell says it in many a way that this does not read. */
  private static final class Unread extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Keeps a copy. */
  ShellList {
    commands = List.copyOf(commands);
  }

  /**
   * Reads a line up to a place.
   *
   * @return empty if the commands before are no plain list, or are not known to leave the shell as
   *     it was but for what {@link #ofTheShell} says
   */
  static Optional<ShellList> before(String line, int place) {
    try {
      ShellList read = new Reader(line).read(place);
      return Optional.of(read)
          .filter(list -> list.commands().stream().allMatch(ShellList::isKnown));
    } catch (Unread other) {
      return Optional.empty();
    }
  }

  /** Those that have to be said again in another shell, in order. */
  String ofTheShell() {
    return commands.stream()
        .filter(ShellList::isOfTheShell)
        .map(command -> command + " && ")
        .collect(Collectors.joining());
  }

  private static boolean isOfTheShell(String command) {
    return OF_THE_SHELL.matcher(command).matches()
        && !command.contains("$(")
        && (!command.matches(NAME + "=(?s).*") || ASSIGNING.matcher(command).matches());
  }

  private static boolean isKnown(String command) {
    if (SETS.matcher(command).find()) {
      return false;
    }
    return isOfTheShell(command)
        || (OF_A_PROCESS.matcher(command).matches()
            && !BUILTIN.matcher(command.replaceFirst("^(?:" + ASSIGNED + "\\s+)*", "")).matches());
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    ShellList read(int place) throws Unread {
      List<String> commands = new ArrayList<>();
      int start = 0;
      while (true) {
        command(place);
        if (at > place) {
          return new ShellList(commands, start);
        }
        commands.add(text.substring(start, at).strip());
        at += separator();
        start = at;
      }
    }

    /** Up to what separates it from the next, or over the place, whatever comes then. */
    private void command(int place) throws Unread {
      while (at <= place && separatorHere() == 0) {
        word();
      }
    }

    private int separator() throws Unread {
      int length = separatorHere();
      if (length == 0) {
        throw new Unread();
      }
      return length;
    }

    /** Its length; 0 if there is none. A list that goes on otherwise is not read. */
    private int separatorHere() throws Unread {
      char c = text.charAt(at);
      if (c == '\n' || (c == '#' && (at == 0 || Character.isWhitespace(text.charAt(at - 1))))) {
        throw new Unread();
      }
      if (text.startsWith("&&", at)) {
        return 2;
      }
      if (text.startsWith("||", at) || text.startsWith(";;", at) || text.startsWith("<<", at)) {
        throw new Unread();
      }
      if (c == '&' && !text.startsWith("&>", at) && (at == 0 || !isRedirection(at - 1))) {
        throw new Unread();
      }
      return c == ';' ? 1 : 0;
    }

    private boolean isRedirection(int before) {
      return text.charAt(before) == '>' || text.charAt(before) == '<';
    }

    /** A character, or what is quoted or in parentheses as a whole. */
    private void word() throws Unread {
      char c = text.charAt(at++);
      switch (c) {
        case '\\' -> at++;
        case '\'' -> at = after('\'');
        case '"' -> quoted();
        case '(' -> parentheses();
        case '`', ')', '{', '}' -> braces(c);
        default -> {}
      }
    }

    /** Those of a variable are no group. */
    private void braces(char c) throws Unread {
      if (c != '{' || at < 2 || text.charAt(at - 2) != '$') {
        throw new Unread();
      }
      at = after('}');
    }

    private void parentheses() throws Unread {
      while (peek() != ')') {
        word();
      }
      at++;
    }

    private void quoted() throws Unread {
      while (peek() != '"') {
        char c = text.charAt(at++);
        if (c == '\\') {
          at++;
        } else if (c == '$' && peek() == '(') {
          at++;
          parentheses();
        } else if (c == '`') {
          throw new Unread();
        }
      }
      at++;
    }

    private char peek() throws Unread {
      if (at >= text.length()) {
        throw new Unread();
      }
      return text.charAt(at);
    }

    private int after(char end) throws Unread {
      int found = text.indexOf(end, at);
      if (found < 0) {
        throw new Unread();
      }
      return found + 1;
    }
  }
}
