package snapshot;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does what {@link CanonicalOrder} does to a catalog, to the texts of definitions: for servers
 * where we are no superuser.
 */
final class CanonicalTextOrder {
  private static final Set<String> WITH_OPTIONS =
      Set.of("TABLE", "INDEX", "VIEW", "MATERIALIZED VIEW", "CONSTRAINT");
  private static final Pattern OPTIONS = Pattern.compile("(?m)(?<=\\bWITH \\()[^()]*(?=\\))");
  private static final Pattern COLUMNS = Pattern.compile("(?<=\\bUPDATE OF )[^\\n]*?(?= ON )");
  private static final Pattern TAGS = Pattern.compile("(?<=\\bIN \\()[^()]*(?=\\))");
  private static final Pattern SETTINGS = Pattern.compile("(?m)(?:^ {4}SET [^\\n]*\\n)+");

  private CanonicalTextOrder() {}

  /** The same definitions with their lists in one order. */
  static Map<ObjectKey, String> impose(Map<ObjectKey, String> definitions) {
    Map<ObjectKey, String> ordered = new TreeMap<>();
    definitions.forEach((key, text) -> ordered.put(key, impose(key.entry().type(), text)));
    return ordered;
  }

  private static String impose(String type, String text) {
    return switch (type) {
      case "ACL", "DEFAULT ACL" -> sorted(text, "\n\n");
      case "FUNCTION", "PROCEDURE" -> each(SETTINGS, text, "\n");
      case "TRIGGER" -> each(COLUMNS, text, ", ");
      case "EVENT TRIGGER" -> each(TAGS, text, ", ");
      default -> WITH_OPTIONS.contains(type) ? each(OPTIONS, text, ", ") : text;
    };
  }

  private static String each(Pattern list, String text, String between) {
    return list.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(sorted(found.group(), between)));
  }

  private static String sorted(String list, String between) {
    boolean ended = list.endsWith(between);
    Stream<String> items = Arrays.stream(list.split(Pattern.quote(between)));
    return items.sorted().collect(Collectors.joining(between)) + (ended ? between : "");
  }
}
