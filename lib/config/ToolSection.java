package config;

import console.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * What a project's files say to this tool: {@code [tool.alembic-squash]} of a pyproject.toml, or
 * {@code [alembic_squash]} of an alembic.ini.
 *
 * @param place the file and its section, for sentences
 * @param values by key what stands there: one text, or several; a table's entries are {@code
 *     NAME=VALUE}
 */
public record ToolSection(String place, Map<String, List<String>> values) {
  private static final String TOML_NAME = "alembic-squash";
  private static final String INI_NAME = "alembic_squash";

  /** Keeps copies. */
  public ToolSection {
    Map<String, List<String>> copies = new LinkedHashMap<>();
    values.forEach((key, texts) -> copies.put(key, List.copyOf(texts)));
    values = Collections.unmodifiableMap(copies);
  }

  /**
   * That of a pyproject.toml.
   *
   * @return empty if there is none
   * @throws Failure if the text is no TOML, or a value is neither text, number, list nor table
   */
  public static Optional<ToolSection> ofToml(String path, byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    if (!text.contains(TOML_NAME) && !text.contains(INI_NAME)) {
      return Optional.empty();
    }
    TomlParseResult result = TomlFile.parse(path, text);
    if (result.get(List.of("tool", INI_NAME)) != null) {
      throw misspelled(path, "[tool." + INI_NAME + "]", "[tool." + TOML_NAME + "]");
    }
    return result.get(List.of("tool", TOML_NAME)) instanceof TomlTable table
        ? Optional.of(ofTable(path + " [tool." + TOML_NAME + "]", table))
        : Optional.empty();
  }

  private static ToolSection ofTable(String place, TomlTable table) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      Object value = table.get(List.of(key));
      List<String> texts = new ArrayList<>();
      if (value instanceof TomlArray array) {
        array.toList().forEach(element -> texts.add(text(place, key, element)));
      } else if (value instanceof TomlTable inner) {
        inner
            .keySet()
            .forEach(
                name -> texts.add(quoted(name) + "=" + text(place, key, inner.get(List.of(name)))));
      } else {
        texts.add(text(place, key, value));
      }
      values.put(key, texts);
    }
    return new ToolSection(place, values);
  }

  /** As an answer's name is written: see {@link answers.AnswerLine}. */
  private static String quoted(String name) {
    boolean isPlain = !name.startsWith("\"") && name.indexOf('=') < 0;
    return isPlain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String text(String place, String key, Object value) {
    if (value instanceof String || value instanceof Long) {
      return value.toString();
    }
    throw new Failure(
        place + ": '" + key + "' holds what is neither a text nor a whole number",
        "Put texts in quotes; docs/status.md has an example.");
  }

  /**
   * That of an alembic.ini. A value of several lines is several.
   *
   * @return empty if there is none
   * @throws Failure if it is no such file
   */
  public static Optional<ToolSection> ofIni(String path, byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    if (!text.contains(INI_NAME) && !text.contains(TOML_NAME)) {
      return Optional.empty();
    }
    IniFile ini = IniFile.parse(path, text, Map.of());
    if (ini.hasSection(TOML_NAME)) {
      throw misspelled(path, "[" + TOML_NAME + "]", "[" + INI_NAME + "]");
    }
    if (!ini.hasSection(INI_NAME)) {
      return Optional.empty();
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    ini.optionsOf(INI_NAME)
        .forEach(
            (key, value) ->
                values.put(
                    key,
                    value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()));
    return Optional.of(new ToolSection(path + " [" + INI_NAME + "]", values));
  }

  private static Failure misspelled(String path, String said, String right) {
    return new Failure(path + " has a section " + said, "Write it " + right + ".");
  }
}
