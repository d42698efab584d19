package source;

import java.util.ArrayList;
import java.util.List;

/**
 * A module of Python as an import names it.
 *
 * @param level how many dots stand before it; 0 if it is absolute
 * @param names the parts of the name; none where only dots name it
 */
public record ModuleName(int level, List<String> names) {

  /** What stands behind {@code from}. */
  public static ModuleName of(String written) {
    String name = written.replaceAll("\\s", "");
    int level = (int) name.chars().takeWhile(c -> c == '.').count();
    String rest = name.substring(level);
    return new ModuleName(level, rest.isEmpty() ? List.of() : List.of(rest.split("\\.")));
  }

  /** A module in this package. */
  ModuleName child(String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return new ModuleName(level, List.copyOf(all));
  }
}
