package twin;

import answers.ColumnOrDefinition;
import engine.ExtraRows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import pgdump.DumpEntry;
import postgres.ThrowawayDatabase;
import rows.BuildWindow;
import rows.GeneratedCells;
import rows.TableRows;

/** Compares what the originals build here with what they build for another installation. */
public final class TwinComparison {
  private final ThrowawayDatabase here;
  private final ThrowawayDatabase there;
  private final Map<String, Map<String, String>> own;
  private final ClockShift clock;
  private final TextImages images;
  private final TwinValues values;

  /**
   * Compares nothing yet.
   *
   * @param here what the originals build here
   */
  public TwinComparison(ThrowawayDatabase here, Twin.Built twin) {
    this.here = here;
    this.there = twin.database();
    this.own = twin.how().ownRows().map(ExtraRows::byTable).orElse(Map.of());
    this.clock = twin.clock();
    this.images = new TextImages(twin.today(), here, there);
    this.values = new TwinValues(twin.described(), images::known);
  }

  /** What was found so far. */
  public TwinValues values() {
    return values;
  }

  /** The other installation's database. */
  public ThrowawayDatabase database() {
    return there;
  }

  /**
   * Compares a table's rows. To be asked when definitions are compared, which tells what it is
   * called there.
   *
   * @param again which of its cells each build fills anew
   * @param others all tables there
   * @param types the types of its columns
   * @param window when the builds of this installation ran
   */
  public void compareRows(
      TableRows table,
      GeneratedCells again,
      Map<String, TableRows> others,
      Function<String, String> types,
      BuildWindow window) {
    TableRows none = new TableRows(table.table(), table.columns(), List.of());
    TableRows all = others.getOrDefault(values.counterpart(table.table()), none);
    TableRows other = ExtraRow.without(all, own.get(table.table()), there, values);
    TwinRows.compare(table, again, other, types, window, images, values);
  }

  /**
   * Compares definitions.
   *
   * @param ours one build's here
   * @param differing those that two builds here do not agree on, which are left out
   * @param theirs the other installation's
   * @param places what definitions are called
   */
  public void compareDefinitions(
      Map<DumpEntry.Key, String> ours,
      Set<DumpEntry.Key> differing,
      Map<DumpEntry.Key, String> theirs,
      Function<DumpEntry.Key, ColumnOrDefinition> places) {
    Renaming renaming = new Renaming(here, there);
    Map<DumpEntry.Key, String> renamed = new TreeMap<>();
    theirs.forEach(
        (key, definition) -> renamed.put(renaming.of(key), renaming.of(clock.undone(definition))));
    Map<DumpEntry.Key, String> same = new TreeMap<>(ours);
    same.keySet().removeAll(differing);
    renamed.keySet().removeAll(differing);
    TwinDefinitions.compare(same, renamed, places, images, values);
  }
}
