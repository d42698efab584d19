package source;

import java.util.List;
import java.util.Optional;

/**
 * A place in a Python file that names a module, or a file with one.
 *
 * @param form how
 * @param level how many dots stand before it; 0 if it is absolute
 * @param names the parts of the name; of a file those of its path, without its ending
 * @param span what names it; of {@link Form#MEMBER} the member alone
 * @param from of {@link Form#MEMBER}, the module that it is a member of
 * @param line where it is, from 1
 */
public record ModuleReference(
    Form form, int level, List<String> names, Span span, Optional<Span> from, int line) {

  /** How a module is named. */
  public enum Form {
    /** {@code import a.b}. */
    IMPORT,
    /** {@code import a.b as c}. */
    ALIASED,
    /** {@code from a.b import c}, where a.b is meant. */
    FROM,
    /** {@code from a import b}, where a.b is meant, and nothing else is imported. */
    MEMBER,
    /** As {@link #MEMBER}, one of several. */
    ONE_MEMBER,
    /** A text that a function is given which imports by name. */
    ARGUMENT,
    /** Another text of two or more names with dots between them. */
    DOTTED,
    /** Another text of one name, in a file that imports what it computes. */
    COMPUTED,
    /** A text that is the path of a file of Python. */
    PATH,
    /** A text that names a file of Python in place of another one in the same folder. */
    FILE_NAME,
    /** A text that Alembic is given to find a revision by its id. */
    REVISION
  }

  /**
   * A part of a file.
   *
   * @param start its first byte
   * @param end the byte behind it
   */
  public record Span(int start, int end) {}
}
