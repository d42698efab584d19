package project;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code alembic -x} takes, among the settings of a squashplan. An argument need not be {@code
 * NAME=VALUE}, a name may come several times, and their order counts: they are numbered.
 */
final class XArguments {
  private static final String ARGUMENT = "alembic-x.";

  private XArguments() {}

  /** Adds arguments to settings. */
  static void put(Map<String, String> settings, List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      settings.put(ARGUMENT + (i + 1), arguments.get(i));
    }
  }

  /** The arguments among settings, in their order. */
  static List<String> in(Map<String, String> settings) {
    Map<Integer, String> arguments = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (isOne(name)) {
            arguments.put(Integer.parseInt(name.substring(ARGUMENT.length())), value);
          }
        });
    return List.copyOf(arguments.values());
  }

  /** Whether a setting of this name is one: what somebody else wrote into the plan is none. */
  static boolean isOne(String name) {
    return name.startsWith(ARGUMENT) && name.substring(ARGUMENT.length()).matches("\\d{1,9}");
  }
}
