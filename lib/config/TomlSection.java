package config;

import console.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** The {@code [tool.alembic]} table of a pyproject.toml. */
final class TomlSection {
  private static final String NAME = "tool.alembic";

  private final String path;
  private final Optional<TomlTable> table;
  private final Map<String, String> replaced;

  private TomlSection(String path, Optional<TomlTable> table, Map<String, String> replaced) {
    this.path = path;
    this.table = table;
    this.replaced = replaced;
  }

  /** The section of a file that is not there. */
  static TomlSection absent(String path) {
    return new TomlSection(path, Optional.empty(), Map.of());
  }

  /**
   * @param here what {@code %(here)s} stands for
   * @throws Failure if the text is no TOML
   */
  static TomlSection parse(String path, String text, String here) {
    TomlParseResult result = TomlFile.parse(path, text);
    Object tool = result.get(List.of("tool", "alembic"));
    Optional<TomlTable> table =
        tool instanceof TomlTable found ? Optional.of(found) : Optional.empty();
    return new TomlSection(path, table, Map.of("here", here));
  }

  /** Whether the table is there and says where the scripts are. */
  boolean namesScripts() {
    return table.filter(found -> found.contains("script_location")).isPresent();
  }

  /** A text or a whole number, as text. */
  Optional<String> text(String option) {
    return value(option)
        .map(
            value -> {
              if (value instanceof String text) {
                return replaced(option, text);
              }
              if (value instanceof Long number) {
                return number.toString();
              }
              throw wrong(option, "a text");
            });
  }

  boolean flag(String option) {
    return value(option)
        .map(
            value -> {
              if (value instanceof Boolean flag) {
                return flag;
              }
              throw wrong(option, "true or false");
            })
        .orElse(false);
  }

  /** A list of texts; empty if it is not there. */
  List<String> texts(String option) {
    return value(option)
        .map(
            value -> {
              if (!(value instanceof TomlArray array)) {
                throw wrong(option, "a list of texts");
              }
              List<String> texts = new ArrayList<>();
              for (Object element : array.toList()) {
                if (!(element instanceof String text)) {
                  throw wrong(option, "a list of texts");
                }
                texts.add(replaced(option, text));
              }
              return List.copyOf(texts);
            })
        .orElse(List.of());
  }

  private Optional<Object> value(String option) {
    return table.map(found -> found.get(List.of(option)));
  }

  private String replaced(String option, String text) {
    return new Interpolation(path, NAME, option, replaced).apply(text);
  }

  private Failure wrong(String option, String expected) {
    return new Failure(
        path + ": '" + option + "' in [" + NAME + "] is not " + expected,
        "Correct it; Alembic cannot read it either.");
  }
}
