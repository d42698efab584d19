package deployed;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code check-database --json} prints: {@code format}, 1, raised when a field changes its
 * meaning; {@code databases}, of each {@code database} (a URL without its password), {@code state},
 * {@code upgrades} (whether `upgrade` takes it to head), {@code revisions}, {@code release}, {@code
 * meaning}, {@code action}, {@code install} (releases, in their order), and, where its schema was
 * looked at, {@code identified}: {@code candidates}, the heads of each revision that it may look
 * like, {@code distance} in lines of definitions, {@code differences}, {@code besides}, and {@code
 * stamp} for each candidate.
 */
final class CheckJson {
  private static final int FORMAT = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private CheckJson() {}

  /** The document as a text. */
  static String text(List<CheckedDatabase> databases) {
    return GSON.toJson(
        Map.of("format", FORMAT, "databases", databases.stream().map(CheckJson::tree).toList()));
  }

  private static Map<String, Object> tree(CheckedDatabase database) {
    DatabaseState state = database.state();
    Map<String, Object> tree = new TreeMap<>();
    tree.put("database", database.place().toString());
    tree.put("state", state.kind().word());
    tree.put("upgrades", state.kind().exit() == console.ExitCode.DONE);
    tree.put("revisions", state.revisions());
    state.release().ifPresent(release -> tree.put("release", release));
    tree.put("meaning", state.meaning());
    tree.put("action", state.action());
    tree.put("install", state.install());
    database.identified().ifPresent(looks -> tree.put("identified", tree(looks)));
    return tree;
  }

  private static Map<String, Object> tree(Identified looks) {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("candidates", looks.found().nearest().stream().map(Stop::heads).toList());
    tree.put("distance", looks.found().distance());
    tree.put("differences", looks.differences());
    tree.put(
        "besides", looks.found().besides().stream().map(snapshot.ObjectKey::toString).toList());
    tree.put("stamp", looks.stamps());
    return tree;
  }
}
