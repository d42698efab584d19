package conditions;

import java.util.List;
import java.util.Optional;

/**
 * Something of the place where squashed revisions run that decides what they do.
 *
 * @param kind what it is
 * @param subject its name: of the variable, the extension, the table; empty if only running the
 *     code tells
 * @param by the function or catalog that is asked; empty if the kind says it
 * @param places where it is read, in the order of the revisions
 */
public record PlaceCondition(Kind kind, String subject, String by, List<Place> places) {

  /**
   * A place in the code.
   *
   * @param revision the squashed revision that runs it, the oldest of them
   * @param file the file
   * @param line its line, from 1
   */
  public record Place(String revision, String file, int line) {
    @Override
    public String toString() {
      return file + ":" + line + " (" + revision + ")";
    }
  }

  /** What is looked at. */
  public enum Kind {
    VARIABLE("environment variable %s", "environment variables"),
    CONFIGURATION("configuration %s", "the configuration"),
    MACHINE("%s", "the machine"),
    FILE("file %s", "files"),
    PROGRAM("whether program %s is installed", "which programs are installed"),
    PACKAGE("whether Python package %s is installed", "which Python packages are installed"),
    VERSION("the server's version", "the server's version"),
    SETTING("the server's setting %s", "settings of the server"),
    SESSION("%s", "the session"),
    OFFERED_EXTENSION("whether the server offers extension %s", "which extensions it offers"),
    EXTENSION("whether extension %s is there", "which extensions are there"),
    ROLE("whether role %s is there", "which roles are there"),
    PRIVILEGE("privileges of %s", "privileges"),
    OBJECT("whether %s is there", "which objects are there"),
    MADE("whether what they make is there already: %s", "whether what they make is there already"),
    DROPPED("whether what they drop is there: %s", "whether what they drop is there"),
    ERROR("whether a statement fails, with %s", "whether a statement fails");

    private final String one;
    private final String any;

    Kind(String one, String any) {
      this.one = one;
      this.any = any;
    }
  }

  /** Keeps a copy. */
  public PlaceCondition {
    places = List.copyOf(places);
  }

  /** What it is, in a few words. */
  public String words() {
    String what = subject.isEmpty() ? kind.any : kind.one.formatted(subject);
    return by.isEmpty() ? what : what + " (" + by + ")";
  }

  /** Where it is read. */
  public String where() {
    int more = places.size() - 1;
    return places.get(0) + (more > 0 ? " and " + more + " more" : "");
  }

  /** Who reads it, as the start of a sentence. */
  public String reader() {
    Place place = places.get(0);
    int more = places.size() - 1;
    return "the squashed revision %s (%s:%d%s)"
        .formatted(
            place.revision(),
            place.file(),
            place.line(),
            more > 0 ? ", and " + more + " more" : "");
  }

  /** The name of the one thing that it is about. */
  public Optional<String> name() {
    return Optional.of(subject).filter(name -> !name.isEmpty());
  }

  @Override
  public String toString() {
    return words() + ": " + where();
  }
}
