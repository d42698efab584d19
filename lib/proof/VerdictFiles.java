package proof;

import console.PrintableText;
import console.Style;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import process.OwnFile;

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
    OwnFile.folder(folder);
    OwnFile.write(folder.resolve("verdict.txt"), shown(lines));
    OwnFile.write(folder.resolve("verdict.json"), VerdictJson.text(verdict) + "\n");
    OwnFile.write(folder.resolve("differences.diff"), shown(differences));
    OwnFile.write(folder.resolve("equivalences.diff"), shown(equivalences));
  }

  private static String shown(List<String> lines) {
    return lines.stream()
        .map(line -> PrintableText.text(line) + "\n")
        .collect(Collectors.joining());
  }

  private static List<String> diff(Verdict.Way way, String name, String before, String after) {
    return TextDiff.unified(name + " (" + way.name() + ")", before, after);
  }
}
