package proof;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import console.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verdict on disk, with what it was made from: {@code verdict.txt}, {@code verdict.json}, {@code
 * differences.diff}, {@code equivalences.diff}, and the compared schemas as they stand.
 *
 * @param folder where the files go
 */
public record VerdictFiles(Path folder) {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final Pattern RESTRICTED = Pattern.compile("(?m)^\\\\restrict (?<key>\\w+)$");

  /** A verdict as JSON: its answer and reason, then its records as objects. */
  public static String json(Verdict verdict) {
    JsonObject object = new JsonObject();
    object.addProperty("verdict", verdict.kind().name());
    object.addProperty("reason", verdict.reason());
    JSON.toJsonTree(verdict).getAsJsonObject().asMap().forEach(object::add);
    return JSON.toJson(object);
  }

  /**
   * Writes the files anew.
   *
   * @param snapshots the databases whose schemas are kept, by file name without its end
   */
  public void write(Verdict verdict, Map<String, Snapshot> snapshots) {
    VerdictText text = new VerdictText(verdict, new Style(false));
    List<String> lines = new ArrayList<>(List.of(text.headline(), ""));
    lines.addAll(text.lines());
    List<String> differences = new ArrayList<>();
    List<String> equivalences = new ArrayList<>();
    for (Verdict.Way way : verdict.ways()) {
      way.comparison()
          .differences()
          .forEach(d -> differences.addAll(diff(way, d.subject(), d.before(), d.after())));
      way.comparison()
          .equivalences()
          .forEach(e -> equivalences.addAll(diff(way, e.object(), e.before(), e.after())));
    }
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("verdict.txt"), lines);
      Files.writeString(folder.resolve("verdict.json"), json(verdict) + "\n");
      Files.write(folder.resolve("differences.diff"), differences);
      Files.write(folder.resolve("equivalences.diff"), equivalences);
      for (Map.Entry<String, Snapshot> snapshot : snapshots.entrySet()) {
        Files.writeString(
            folder.resolve(snapshot.getKey() + ".sql"), withoutKey(snapshot.getValue().schema()));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The key that pg_dump wraps its text in is random; the rest of the same schema is the same. */
  private static String withoutKey(String dump) {
    Matcher restricted = RESTRICTED.matcher(dump);
    return restricted.find()
        ? dump.replaceAll("(?m)^\\\\(un)?restrict " + restricted.group("key") + "\n", "")
        : dump;
  }

  private static List<String> diff(Verdict.Way way, String name, String before, String after) {
    return TextDiff.unified(name + " (" + way.name() + ")", before, after);
  }
}
