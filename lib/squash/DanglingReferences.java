package squash;

import git.SourceTree;
import imports.SquashedImports.Use;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is left in a repository that names a removed revision or file. */
final class DanglingReferences {
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Around what is no single word, so that it is no part of a longer name or number. */
  private static final String BEFORE = "(?<!\\w)(?<!\\w-)";

  private static final String AFTER = "(?!\\w|-\\w|\\.(?!py\\b)\\w)";
  private static final int TELLING_LENGTH = 6;
  private static final int LARGEST = 1 << 20;
  private static final int SHOWN = 100;

  private final Set<String> ids = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Pattern> phrases = new HashMap<>();

  /**
   * A line that names something that is gone.
   *
   * @param path the file
   * @param line its number, from 1
   * @param text the line, shortened
   */
  record Mention(String path, int line, String text) {
    /** Whether it is the line of a use. */
    boolean isAt(Use use) {
      return use.path().equals(path) && use.reference().line() == line;
    }

    @Override
    public String toString() {
      return path + ":" + line + ": " + text;
    }
  }

  /**
   * What to look for. A file that is called as a revision is looked for with its ending or as a
   * module of its folder: the bare name is the revision, which may be there still.
   *
   * @param gone revision ids that are gone
   * @param left revision ids that are not
   * @param paths files that are gone
   */
  DanglingReferences(Set<String> gone, Set<String> left, Set<String> paths) {
    for (String id : gone) {
      if (isWord(id)) {
        ids.add(id);
      } else {
        String text = Pattern.quote(id);
        phrases.put(
            id, Pattern.compile(isTelling(id) ? BEFORE + text + AFTER : "(['\"`])" + text + "\\1"));
      }
    }
    for (String path : paths) {
      Path file = Path.of("/" + path);
      String name = file.getFileName().toString();
      String stem = name.replaceFirst("\\.py$", "");
      if (gone.contains(stem) || left.contains(stem)) {
        addName(name);
        addName(file.getParent().getFileName() + "." + stem);
      } else {
        addName(stem);
      }
    }
  }

  private void addName(String name) {
    if (isWord(name)) {
      names.add(name);
    } else {
      phrases.put(name, Pattern.compile(BEFORE + Pattern.quote(name) + AFTER));
    }
  }

  private static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /**
   * Reads these files of a tree, text files of up to a megabyte.
   *
   * @return in the order of the paths
   */
  List<Mention> in(SourceTree tree, List<String> paths) {
    List<Mention> mentions = new ArrayList<>();
    for (String path : paths) {
      tree.read(path)
          .filter(bytes -> bytes.length <= LARGEST && !isBinary(bytes))
          .ifPresent(bytes -> addAll(path, new String(bytes, StandardCharsets.UTF_8), mentions));
    }
    return mentions;
  }

  private void addAll(String path, String text, List<Mention> mentions) {
    List<Pattern> near =
        phrases.keySet().stream().filter(text::contains).map(phrases::get).toList();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (hasWord(line) || near.stream().anyMatch(phrase -> phrase.matcher(line).find())) {
        String shown = line.strip();
        mentions.add(
            new Mention(path, number, shown.substring(0, Math.min(SHOWN, shown.length()))));
      }
    }
  }

  private boolean hasWord(String line) {
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      String found = word.group();
      if (names.contains(found)
          || (ids.contains(found) && (isTelling(found) || isQuoted(line, word)))) {
        return true;
      }
    }
    return false;
  }

  /** A short id, or one of digits only, could be any word or number: it counts in quotes only. */
  private static boolean isTelling(String id) {
    return id.length() >= TELLING_LENGTH && id.chars().anyMatch(Character::isLetter);
  }

  private static boolean isQuoted(String line, Matcher word) {
    char before = word.start() == 0 ? ' ' : line.charAt(word.start() - 1);
    char after = word.end() == line.length() ? ' ' : line.charAt(word.end());
    return before == after && (before == '\'' || before == '"' || before == '`');
  }

  private static boolean isBinary(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
