package proof;

import console.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict on disk: {@code verdict.txt}, {@code verdict.json}, {@code differences.diff}, {@code
 * equivalences.diff}.
 *
 * @param folder where the files go
 */
public record VerdictFiles(Path folder) {
  /** Writes the files anew. */
  public void write(Verdict verdict) {
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
      Files.writeString(folder.resolve("verdict.json"), VerdictJson.text(verdict) + "\n");
      Files.write(folder.resolve("differences.diff"), differences);
      Files.write(folder.resolve("equivalences.diff"), equivalences);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static List<String> diff(Verdict.Way way, String name, String before, String after) {
    return TextDiff.unified(name + " (" + way.name() + ")", before, after);
  }
}
