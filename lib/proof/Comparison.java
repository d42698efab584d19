package proof;

import static java.util.stream.Collectors.joining;

import console.Console;
import java.util.List;

/**
 * What comparing two databases found.
 *
 * @param objects per kind of object in pg_dump's words, how many definitions were compared
 * @param facts per kind of catalog fact that no dump holds, how many were compared
 * @param tables per table, how many rows were compared
 * @param equivalences definitions that read differently and mean the same
 * @param differences what is not the same
 * @param generated cells that each build fills anew; they were compared but for their values
 * @param notCompared what this says nothing about, in sentences
 */
public record Comparison(
    List<Count> objects,
    List<Count> facts,
    List<TableCount> tables,
    List<Equivalence> equivalences,
    List<Difference> differences,
    List<GeneratedColumn> generated,
    List<String> notCompared) {

  /** Keeps copies. */
  public Comparison {
    objects = List.copyOf(objects);
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
    equivalences = List.copyOf(equivalences);
    differences = List.copyOf(differences);
    generated = List.copyOf(generated);
    notCompared = List.copyOf(notCompared);
  }

  /** The answer. */
  public Kind kind() {
    if (!differences.isEmpty()) {
      return Kind.DIFFERENT;
    }
    return equivalences.isEmpty() ? Kind.IDENTICAL : Kind.EQUIVALENT;
  }

  /** The three answers, from the best to the worst. */
  public enum Kind {
    /** Every definition and every row are the same as they stand. */
    IDENTICAL,
    /** Some definitions read differently until both were dumped and restored once more. */
    EQUIVALENT,
    /** Anything else. */
    DIFFERENT
  }

  /**
   * How many of a kind there are.
   *
   * @param kind what they are
   * @param compared how many there are on either side
   * @param same how many are the same as they stand
   */
  public record Count(String kind, int compared, int same) {}

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
   * @param before how it is before; empty if it is not there
   * @param after how it is after; empty if it is not there
   */
  public record Difference(String subject, String before, String after) {
    private static final int NAMED = 4;

    /** Names the first of some and counts the rest, for a sentence. */
    public static String named(List<Difference> differences) {
      String first =
          differences.stream().limit(NAMED).map(Difference::subject).collect(joining(", "));
      int more = differences.size() - NAMED;
      return more > 0 ? first + " and " + Console.counted(more, "other thing") : first;
    }
  }

  /**
   * A column with generated cells.
   *
   * @param table schema and name
   * @param column its name
   * @param cells in how many rows
   */
  public record GeneratedColumn(String table, String column, int cells) {}
}
