package phases;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives each global option the environment variable of its name as default: {@code --db-password}
 * is {@code SQUASH_DB_PASSWORD}. An option on the command line wins.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
  private static final String PREFIX = "SQUASH_";

  private final Map<String, String> environment;

  /**
   * @param environment the process' variables
   */
  public EnvironmentDefaults(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The variable of an option, by the longest of its names. */
  public static String variable(OptionSpec option) {
    String name =
        Arrays.stream(option.names()).max(Comparator.comparingInt(String::length)).orElseThrow();
    return PREFIX + name.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Null where there is none, as picocli asks for. */
  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !isGlobal(option)) {
      return argument.defaultValue();
    }
    String value = environment.get(variable(option));
    return value == null || value.isEmpty() ? argument.defaultValue() : value;
  }

  private static boolean isGlobal(OptionSpec option) {
    return option.scopeType() == picocli.CommandLine.ScopeType.INHERIT;
  }
}
