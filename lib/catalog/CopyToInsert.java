package catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgdump.CopyText;
import pgdump.DumpEntry;
import pgdump.StoredRows;
import statements.RowInsert;

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
  private static final String NAME = "(?:\"(?:[^\"]|\"\")*+\"|[^\". (]++)";
  private static final Pattern COPY =
      Pattern.compile(
          "COPY (" + NAME + "(?:\\." + NAME + ")?) \\((.*)\\) FROM stdin;", Pattern.DOTALL);

  /** Of a table without columns, or whose columns are all computed, pg_dump names none. */
  private static final Pattern BARE = Pattern.compile("COPY (.*)  FROM stdin;", Pattern.DOTALL);

  private static final Pattern COLUMN = Pattern.compile("\"(?:[^\"]|\"\")*+\"|[^, ]+");
  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "oid", "real", "double precision");
  private static final int ROWS = 200;
  private static final int CHARACTERS = 1 << 20;

  private CopyToInsert() {}

  /** The INSERTs of an entry that holds a {@code COPY} and its rows. */
  public static List<RowInsert> inserts(DumpEntry entry, Relations relations) {
    Relation.Name name = Relation.Name.of(entry);
    Relation.Name holder = relations.holder(name);
    List<RowInsert> inserts = new ArrayList<>();
    for (int i = 0; i < entry.statements().size(); i++) {
      Matcher copy = COPY.matcher(entry.statements().get(i));
      Matcher bare = BARE.matcher(entry.statements().get(i));
      StoredRows rows = entry.rows().get(i);
      if (copy.matches()) {
        Relation relation =
            relations
                .get(name)
                .orElseThrow(() -> new IllegalStateException("no relation " + entry.key()));
        RowInsert.Target target =
            new RowInsert.Target(
                holder.shown(),
                relation.root().map(Relation.Root::sql).orElse(copy.group(1)),
                columns(copy.group(2), relation),
                isAlwaysGenerated(relations.get(holder).orElse(relation)));
        rows.parts(ROWS, CHARACTERS).forEach(part -> inserts.add(new RowInsert(target, part)));
      } else if (bare.matches()) {
        RowInsert.Target target =
            new RowInsert.Target(holder.shown(), bare.group(1), List.of(), false);
        inserts.addAll(Collections.nCopies(rows.count(), new RowInsert(target, new CopyText(""))));
      } else {
        throw new IllegalStateException("no COPY of rows: " + entry.statements().get(i));
      }
    }
    return inserts;
  }

  /** Whether there are rows in an entry that holds a {@code COPY}. */
  public static boolean hasRows(DumpEntry entry) {
    return entry.rows().stream().anyMatch(rows -> !rows.isEmpty());
  }

  private static boolean isAlwaysGenerated(Relation relation) {
    return relation.all().stream().anyMatch(column -> column.identity().equals("a"));
  }

  private static List<RowInsert.Column> columns(String names, Relation relation) {
    Map<String, String> types = new HashMap<>();
    relation.all().forEach(column -> types.put(column.name(), column.type()));
    return COLUMN
        .matcher(names)
        .results()
        .map(
            column ->
                new RowInsert.Column(column.group(), form(types.getOrDefault(column.group(), ""))))
        .toList();
  }

  private static RowInsert.Form form(String type) {
    if (NUMBERS.contains(type) || type.matches("numeric(\\([^)]*\\))?")) {
      return RowInsert.Form.NUMBER;
    }
    if (type.matches("bit( varying)?(\\(\\d+\\))?")) {
      return RowInsert.Form.BITS;
    }
    return type.equals("boolean") ? RowInsert.Form.BOOLEAN : RowInsert.Form.TEXT;
  }
}
