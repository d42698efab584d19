package phases;

import git.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what is left in a repository that names a removed revision or file. */
final class Mentions {
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final int TELLING_LENGTH = 6;
  private static final int LARGEST = 1 << 20;
  private static final int SHOWN = 100;

  private final Set<String> ids;
  private final Set<String> names;

  /**
   * A line that names something that is gone.
   *
   * @param path the file
   * @param line its number, from 1
   * @param text the line, shortened
   */
  record Mention(String path, int line, String text) {
    @Override
    public String toString() {
      return path + ":" + line + ": " + text;
    }
  }

  /**
   * @param ids revision ids that are gone
   * @param paths files that are gone
   */
  Mentions(Set<String> ids, Set<String> paths) {
    this.ids = Set.copyOf(ids);
    this.names = new HashSet<>();
    paths.forEach(
        path -> names.add(path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.py$", "")));
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
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (names(line)) {
        String shown = line.strip();
        mentions.add(
            new Mention(path, number, shown.substring(0, Math.min(SHOWN, shown.length()))));
      }
    }
  }

  private boolean names(String line) {
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      String found = word.group();
      if (names.contains(found) || (ids.contains(found) && isTelling(line, word))) {
        return true;
      }
    }
    return names.stream().anyMatch(name -> !WORD.matcher(name).matches() && line.contains(name));
  }

  /** A short id, or one of digits only, could be any word or number: it counts in quotes only. */
  private static boolean isTelling(String line, Matcher word) {
    String id = word.group();
    if (id.length() >= TELLING_LENGTH && !id.chars().allMatch(Character::isDigit)) {
      return true;
    }
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
