package config;

/**
 * Where Alembic's configuration is: a section of a file, as {@code alembic --config FILE --name
 * SECTION} has them.
 *
 * @param file the file, relative to the repository's root
 * @param name the section of an ini file; a pyproject.toml has one only
 */
public record ConfigSection(String file, String name) {
  /** The section that Alembic reads where it is told nothing. */
  public static final String USUAL = "alembic";

  /** The usual section of a file. */
  public static ConfigSection of(String file) {
    return new ConfigSection(file, USUAL);
  }

  /** The section of this name in another file. */
  public ConfigSection in(String other) {
    return new ConfigSection(other, name);
  }

  /** Whether it is the one that Alembic reads where it is told nothing. */
  boolean isUsual() {
    return name.equals(USUAL);
  }
}
