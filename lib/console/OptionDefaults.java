package console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * Gives each option of every command the environment variable of its name as default: {@code
 * --db-password} is {@code SQUASH_DB_PASSWORD}. An option on the command line wins.
 *
 * @param environment the process' variables
 */
public record OptionDefaults(Map<String, String> environment) implements IDefaultValueProvider {
  static final String PREFIX = "SQUASH_";

  /** Keeps a copy. */
  public OptionDefaults {
    environment = Map.copyOf(environment);
  }

  /** The variable of an option, by the longest of its names; empty if it has none. */
  static Optional<String> variable(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)
        || option.scopeType() != ScopeType.INHERIT
        || option.usageHelp()
        || option.versionHelp()) {
      return Optional.empty();
    }
    String name =
        Arrays.stream(option.names()).max(Comparator.comparingInt(String::length)).orElseThrow();
    return Optional.of(
        PREFIX + name.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT));
  }

  /**
   * Null if there is none, as picocli asks for. Flags are not given here, where {@code true} would
   * make picocli read the flag itself as false: see {@link #flag}.
   */
  @Override
  public String defaultValue(ArgSpec argument) {
    return argument.arity().max() == 0
        ? argument.defaultValue()
        : variable(argument)
            .map(environment::get)
            .filter(value -> !value.isEmpty())
            .orElse(argument.defaultValue());
  }

  /**
   * Whether the variable of a flag sets it.
   *
   * @throws Failure if it says neither yes nor no
   */
  boolean flag(String option) {
    String variable = PREFIX + option.toUpperCase(Locale.ROOT);
    String value = environment.getOrDefault(variable, "");
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "true", "yes", "on" -> true;
      case "", "0", "false", "no", "off" -> false;
      default ->
          throw Failure.usage(
              variable + " is '" + value + "', which is neither yes nor no", "Set it to 1 or 0.");
    };
  }
}
