package catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgdump.DumpEntry;

/**
 * The rows of a dump's {@code COPY} as INSERTs, some hundred rows in each, written as pg_dump does.
 *
 * <p>pg_dump can write INSERTs itself, but then it reads the rows by queries, and those fail where
 * an index or a generated column calls a function with unqualified names in it.
 *
 * <p>Rows of a partition go to the root of its tree. PostgreSQL finds each its partition, which is
 * another where the key is a value that each installation generates.
 */
public final class CopyToInsert {
  private static final Pattern COPY =
      Pattern.compile("COPY (.*) \\((.*)\\) FROM stdin;", Pattern.DOTALL);

  /** Of a table without columns, or whose columns are all computed, pg_dump names none. */
  private static final Pattern BARE = Pattern.compile("COPY (.*)  FROM stdin;", Pattern.DOTALL);

  private static final Pattern COLUMN = Pattern.compile("\"(?:[^\"]|\"\")*\"|[^, ]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9 +\\-eE.]+");
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "oid", "real", "double precision");
  private static final int ROWS = 200;
  private static final int CHARACTERS = 1 << 20;

  private enum Kind {
    NUMBER,
    BOOLEAN,
    BITS,
    TEXT
  }

  private CopyToInsert() {}

  /** The INSERTs of an entry that holds a {@code COPY} and its rows. */
  static List<String> inserts(DumpEntry entry, Relations relations) {
    List<String> inserts = new ArrayList<>();
    for (int i = 0; i + 1 < entry.statements().size(); i += 2) {
      Matcher copy = COPY.matcher(entry.statements().get(i));
      Matcher bare = BARE.matcher(entry.statements().get(i));
      String rows = entry.statements().get(i + 1);
      if (copy.matches()) {
        inserts.addAll(inserts(copy, entry, relations, rows));
      } else if (bare.matches()) {
        String insert = "INSERT INTO " + bare.group(1) + " DEFAULT VALUES;";
        inserts.addAll(Collections.nCopies((int) rows.lines().count(), insert));
      } else {
        throw new IllegalStateException("no COPY of rows: " + entry.statements().get(i));
      }
    }
    return inserts;
  }

  /** Rows of a partition go to the root of its tree. */
  private static List<String> inserts(
      Matcher copy, DumpEntry entry, Relations relations, String rows) {
    Relation relation =
        relations
            .get(Relation.Name.of(entry))
            .orElseThrow(() -> new IllegalStateException("no relation " + entry.key()));
    Relation holder = relations.get(relations.holder(Relation.Name.of(entry))).orElse(relation);
    String into = relation.root().map(Relation.Root::sql).orElse(copy.group(1));
    return inserts(head(into, copy.group(2), holder), kinds(copy.group(2), relation), rows);
  }

  private static String head(String table, String columns, Relation holder) {
    boolean overrides = holder.all().stream().anyMatch(column -> column.identity().equals("a"));
    return "INSERT INTO %s (%s)%s VALUES"
        .formatted(table, columns, overrides ? " OVERRIDING SYSTEM VALUE" : "");
  }

  private static List<String> inserts(String head, List<Kind> kinds, String rows) {
    List<String> inserts = new ArrayList<>();
    StringBuilder insert = new StringBuilder();
    int count = 0;
    for (int from = 0; from < rows.length(); ) {
      int end = rows.indexOf('\n', from);
      insert.append(insert.isEmpty() ? head : ",").append("\n\t(");
      values(rows, from, end, kinds, insert);
      insert.append(')');
      from = end + 1;
      count++;
      if (count == ROWS || insert.length() > CHARACTERS || from == rows.length()) {
        inserts.add(insert.append(';').toString());
        insert = new StringBuilder();
        count = 0;
      }
    }
    return inserts;
  }

  private static List<Kind> kinds(String columns, Relation relation) {
    Map<String, String> types = new HashMap<>();
    relation.all().forEach(column -> types.put(column.name(), column.type()));
    return COLUMN
        .matcher(columns)
        .results()
        .map(column -> kind(types.getOrDefault(column.group(), "")))
        .toList();
  }

  private static Kind kind(String type) {
    if (NUMBERS.contains(type) || type.matches("numeric(\\([^)]*\\))?")) {
      return Kind.NUMBER;
    }
    if (type.matches("bit( varying)?(\\(\\d+\\))?")) {
      return Kind.BITS;
    }
    return type.equals("boolean") ? Kind.BOOLEAN : Kind.TEXT;
  }

  private static void values(
      String rows, int from, int end, List<Kind> kinds, StringBuilder insert) {
    int start = from;
    for (int column = 0; column < kinds.size(); column++) {
      int stop = rows.indexOf('\t', start);
      stop = stop < 0 || stop > end ? end : stop;
      if (column > 0) {
        insert.append(", ");
      }
      value(rows, start, stop, kinds.get(column), insert);
      start = stop + 1;
    }
  }

  private static void value(String rows, int from, int end, Kind kind, StringBuilder insert) {
    if (end - from == 2 && rows.startsWith("\\N", from)) {
      insert.append("NULL");
    } else if (kind == Kind.BOOLEAN) {
      insert.append(rows.charAt(from) == 't');
    } else if (kind == Kind.NUMBER && NUMBER.matcher(rows).region(from, end).matches()) {
      insert.append(rows, from, end);
    } else {
      insert.append(kind == Kind.BITS ? "B'" : "'");
      text(rows, from, end, insert);
      insert.append('\'');
    }
  }

  /** COPY's text format (manual, COPY): a backslash before what would end a value or a row. */
  private static void text(String rows, int from, int end, StringBuilder insert) {
    for (int i = from; i < end; i++) {
      char c = rows.charAt(i);
      if (c == '\\') {
        i++;
        insert.append(unescaped(rows.charAt(i)));
      } else if (c == '\'') {
        insert.append("''");
      } else {
        insert.append(c);
      }
    }
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> c;
    };
  }
}
