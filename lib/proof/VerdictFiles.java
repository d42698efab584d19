package proof;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import console.Style;
import database.ThrowawayDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict on disk, with what it was made from: {@code verdict.txt}, {@code verdict.json}, {@code
 * differences.diff}, {@code equivalences.diff}, and the schemas {@code before.sql} and {@code
 * after.sql} as they stand.
 *
 * @param folder where the files go
 */
public record VerdictFiles(Path folder) {
  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** A verdict as JSON, its records as objects. */
  public static String json(Verdict verdict) {
    return JSON.toJson(verdict);
  }

  /** Writes the files anew. */
  public void write(Verdict verdict, ThrowawayDatabase before, ThrowawayDatabase after) {
    VerdictText text = new VerdictText(verdict, new Style(false));
    List<String> lines = new ArrayList<>(List.of(text.headline(), ""));
    lines.addAll(text.lines());
    List<String> differences = new ArrayList<>();
    verdict
        .differences()
        .forEach(d -> differences.addAll(TextDiff.unified(d.subject(), d.before(), d.after())));
    List<String> equivalences = new ArrayList<>();
    verdict
        .equivalences()
        .forEach(e -> equivalences.addAll(TextDiff.unified(e.object(), e.before(), e.after())));
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("verdict.txt"), lines);
      Files.writeString(folder.resolve("verdict.json"), json(verdict) + "\n");
      Files.write(folder.resolve("differences.diff"), differences);
      Files.write(folder.resolve("equivalences.diff"), equivalences);
      Files.writeString(folder.resolve("before.sql"), Fixpoint.dump(before));
      Files.writeString(folder.resolve("after.sql"), Fixpoint.dump(after));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
