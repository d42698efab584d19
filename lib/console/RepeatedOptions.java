package console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options that may be repeated, and stand before and after the command: picocli begins anew behind
 * the command, so that what stood before it would be lost.
 */
final class RepeatedOptions {
  private RepeatedOptions() {}

  /** Gives each of them what stood before the command, and then what stood behind it. */
  static void gather(ParseResult before) {
    if (before.hasSubcommand()) {
      ParseResult behind = before.subcommand();
      behind.commandSpec().options().stream()
          .filter(option -> option.isMultiValue() && option.inherited())
          .filter(option -> behind.hasMatchedOption(option.longestName()))
          .filter(option -> before.hasMatchedOption(option.longestName()))
          .forEach(option -> prepend(before.matchedOption(option.longestName()), option));
    }
  }

  private static void prepend(OptionSpec before, OptionSpec behind) {
    Object value = behind.getValue();
    if (value instanceof Map<?, ?> later) {
      Map<Object, Object> all = new LinkedHashMap<>();
      for (String assignment : before.originalStringValues()) {
        String[] parts = assignment.split("=", 2);
        all.put(parts[0], parts[1]);
      }
      all.putAll(later);
      behind.setValue(all);
    } else if (value instanceof Collection<?> later) {
      List<Object> all = new ArrayList<>(before.originalStringValues());
      all.addAll(later);
      behind.setValue(all);
    }
  }
}
