package config;

import console.Failure;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** A file of TOML. */
public final class TomlFile {
  private TomlFile() {}

  /**
   * Reads it.
   *
   * @param path what to call it in failures
   * @throws Failure naming the line if the text is no TOML
   */
  public static TomlParseResult parse(String path, String text) {
    TomlParseResult result = Toml.parse(text);
    if (result.hasErrors()) {
      var error = result.errors().get(0);
      throw new Failure(
          path + ", line " + error.position().line() + ": " + error.getMessage(),
          "Correct the file.");
    }
    return result;
  }
}
