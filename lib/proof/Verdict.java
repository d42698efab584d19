package proof;

import java.util.List;

/**
 * What a comparison of two databases found. Console, files and JSON only render it.
 *
 * @param kind the answer
 * @param objects per kind of object, how many were compared
 * @param tables per table, how many rows were compared
 * @param equivalences definitions that read differently and mean the same
 * @param differences what is not the same
 * @param generated cells left out, since each build generates them anew
 * @param notCompared what this verdict says nothing about, in sentences
 */
public record Verdict(
    Kind kind,
    List<ObjectCount> objects,
    List<TableCount> tables,
    List<Equivalence> equivalences,
    List<Difference> differences,
    List<GeneratedColumn> generated,
    List<String> notCompared) {

  /** The three answers. */
  public enum Kind {
    /** Every definition and every row are the same as they stand. */
    IDENTICAL,
    /** Some definitions read differently until both were dumped and restored once more. */
    EQUIVALENT,
    /** Anything else. */
    DIFFERENT
  }

  public Verdict {
    objects = List.copyOf(objects);
    tables = List.copyOf(tables);
    equivalences = List.copyOf(equivalences);
    differences = List.copyOf(differences);
    generated = List.copyOf(generated);
    notCompared = List.copyOf(notCompared);
  }

  /**
   * How many objects of a kind there are.
   *
   * @param type the kind, in pg_dump's words
   * @param compared on either side
   * @param same with the same definition as they stand
   */
  public record ObjectCount(String type, int compared, int same) {}

  /**
   * How many rows of a table were compared.
   *
   * @param table schema and name
   * @param before its rows before
   * @param after its rows after
   */
  public record TableCount(String table, int before, int after) {}

  /**
   * An object whose definitions read differently and become the same.
   *
   * @param object its full name
   * @param before its definition before
   * @param after its definition after
   * @param round the dump and restore at which they met, from 1
   */
  public record Equivalence(String object, String before, String after, int round) {}

  /**
   * Something that is not the same.
   *
   * @param subject the full name of the object, table or sequence
   * @param before how it is before; empty where it is not there
   * @param after how it is after; empty where it is not there
   */
  public record Difference(String subject, String before, String after) {}

  /**
   * A column with generated cells.
   *
   * @param table schema and name
   * @param column its name
   * @param cells in how many rows
   */
  public record GeneratedColumn(String table, String column, int cells) {}
}
