package config;

import console.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in the format of Python's {@code configparser.ConfigParser} with its default settings
 * (library reference, "Supported INI File Structure"): {@code =} or {@code :} after a name, whole
 * lines of comment behind {@code #} or {@code ;}, values that go on in deeper lines, a {@code
 * DEFAULT} section, names in any case, {@code %(name)s} replaced when a value is read.
 */
public final class IniFile {
  private static final String DEFAULT_SECTION = "DEFAULT";
  private static final Pattern SECTION = Pattern.compile("\\[(?<name>.+)\\].*", Pattern.DOTALL);
  private static final Pattern OPTION =
      Pattern.compile("(?<name>.*?)[\\s\\u0085\\p{Z}]*[=:](?<value>.*)", Pattern.DOTALL);

  private final String name;
  private final Map<String, Map<String, String>> sections;
  private final Map<String, String> defaults;

  private IniFile(
      String name, Map<String, Map<String, String>> sections, Map<String, String> defaults) {
    this.name = name;
    this.sections = sections;
    this.defaults = defaults;
  }

  /**
   * Reads a file.
   *
   * @param name what to call it in failures
   * @param text its text
   * @param given values that every section has unless it says otherwise, such as {@code here}
   * @throws Failure naming the line that configparser would refuse
   */
  public static IniFile parse(String name, String text, Map<String, String> given) {
    Reader reader = new Reader(name, given);
    String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    // A line end at the end of the file is no further, empty line.
    int count = lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    for (int i = 0; i < count; i++) {
      reader.read(i + 1, lines[i]);
    }
    return reader.done();
  }

  /** Whether the section is there; {@code DEFAULT} is none. */
  public boolean hasSection(String section) {
    return sections.containsKey(section);
  }

  /** The sections that have an option themselves, in the order of the file. */
  List<String> sectionsWith(String option) {
    return sections.keySet().stream()
        .filter(section -> sections.get(section).containsKey(option))
        .toList();
  }

  /** The section's own options, by name, before anything is replaced in them. */
  Map<String, String> optionsOf(String section) {
    return sections.getOrDefault(section, Map.of());
  }

  /** The option's text before anything is replaced in it, from the section or the defaults. */
  public Optional<String> raw(String section, String option) {
    return hasSection(section)
        ? Optional.ofNullable(visible(section).get(option.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /**
   * The option's value with every {@code %(name)s} replaced and {@code %%} made {@code %}; empty
   * where neither the section nor the defaults have it, or there is no such section.
   *
   * @throws Failure if a {@code %} is followed by something else, or names what is not there
   */
  public Optional<String> get(String section, String option) {
    return raw(section, option)
        .map(value -> new Interpolation(name, section, option, visible(section)).apply(value));
  }

  private Map<String, String> visible(String section) {
    Map<String, String> all = new HashMap<>(defaults);
    all.putAll(sections.get(section));
    return all;
  }

  /** Python's {@code str.strip()}. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  private static final class Reader {
    private final String name;
    private final Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<String> section = Optional.empty();
    private Optional<List<String>> open = Optional.empty();
    private int indent;

    Reader(String name, Map<String, String> given) {
      this.name = name;
      Map<String, List<String>> defaults = new LinkedHashMap<>();
      given.forEach((option, value) -> defaults.put(option, List.of(value)));
      sections.put(DEFAULT_SECTION, defaults);
    }

    void read(int number, String line) {
      String value = strip(line);
      if (value.startsWith("#") || value.startsWith(";")) {
        return;
      }
      if (value.isEmpty()) {
        open.ifPresent(lines -> lines.add(""));
        return;
      }
      int depth = line.indexOf(value);
      if (open.isPresent() && depth > indent) {
        open.get().add(value);
        return;
      }
      indent = depth;
      Matcher header = SECTION.matcher(value);
      if (header.matches()) {
        startSection(number, header.group("name"));
      } else {
        startOption(number, value);
      }
    }

    private void startSection(int number, String header) {
      boolean known = header.equals(DEFAULT_SECTION);
      if (!known && !seen.add(header)) {
        throw wrong(number, "the section [" + header + "] is there twice");
      }
      sections.computeIfAbsent(header, created -> new LinkedHashMap<>());
      section = Optional.of(header);
      open = Optional.empty();
    }

    private void startOption(int number, String value) {
      String current =
          section.orElseThrow(
              () -> wrong(number, "a [section] was expected before '" + value + "'"));
      Matcher option = OPTION.matcher(value);
      if (!option.matches() || option.group("name").isEmpty()) {
        throw wrong(number, "'name = value' was expected, found '" + value + "'");
      }
      String key = option.group("name").toLowerCase(Locale.ROOT);
      if (!seen.add(current + "\n" + key)) {
        throw wrong(number, "'" + key + "' is there twice in [" + current + "]");
      }
      List<String> lines = new ArrayList<>(List.of(strip(option.group("value"))));
      sections.get(current).put(key, lines);
      open = Optional.of(lines);
    }

    IniFile done() {
      Map<String, Map<String, String>> joined = new LinkedHashMap<>();
      sections.forEach(
          (header, options) -> {
            Map<String, String> values = new LinkedHashMap<>();
            options.forEach((option, lines) -> values.put(option, joined(lines)));
            joined.put(header, values);
          });
      Map<String, String> defaults = joined.remove(DEFAULT_SECTION);
      return new IniFile(name, joined, defaults);
    }

    private static String joined(List<String> lines) {
      String text = String.join("\n", lines);
      String stripped = strip("." + text);
      return stripped.substring(1);
    }

    private Failure wrong(int number, String what) {
      return new Failure(
          name + ", line " + number + ": " + what, "Correct it; Alembic cannot read it either.");
    }
  }
}
