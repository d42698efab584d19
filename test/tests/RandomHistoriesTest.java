package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import alembic.Cut;
import alembic.RevisionEdit;
import alembic.RevisionGraph;
import alembic.RevisionScript;
import archive.SquashedHistoryFile;
import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import console.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plan.SquashedHistory;
import plan.UncleanCut;
import source.ProjectConstants;

/**
 * Random histories, squashed at random cuts, and Alembic's own code that upgrades databases in
 * every state of the originals with what is left.
 */
@Tag("slow")
class RandomHistoriesTest {
  private static final int SMALL = 120;
  private static final int CALM = 60;
  private static final int LARGE = 8;
  private static final long SEED = 20241128;

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final Map<String, Boolean> isClean = new HashMap<>();
  private int movedLabels;

  /** What the walk found in one history. */
  private record Walked(int states, int archived, String wrong) {}

  @Test
  void every_state_upgrades_after_a_clean_cut_and_some_state_does_not_after_any_other()
      throws IOException {
    for (int i = 0; i < SMALL; i++) {
      squash("small-%03d".formatted(i), RandomHistory.of(random, 4 + random.nextInt(8), 1));
    }
    for (int i = 0; i < CALM; i++) {
      squash("calm-%03d".formatted(i), RandomHistory.of(random, 10 + random.nextInt(30), 0.25));
    }
    for (int i = 0; i < LARGE; i++) {
      squash("large-%03d".formatted(i), RandomHistory.of(random, 60 + random.nextInt(240), 0.1));
    }
    Map<String, Walked> walked = walked();
    List<String> problems = new ArrayList<>();
    isClean.forEach(
        (name, clean) -> {
          Optional<String> wrong = Optional.ofNullable(walked.get(name).wrong());
          if (clean && wrong.isPresent()) {
            problems.add(name + " is said to be clean: " + wrong.get());
          }
          // Of a large one not all states are walked.
          if (!clean && wrong.isEmpty() && name.startsWith("small")) {
            problems.add(name + " is said to be not clean, and every state upgrades");
          }
        });
    long clean = isClean.values().stream().filter(value -> value).count();
    int states = walked.values().stream().mapToInt(Walked::states).sum();
    int archived = walked.values().stream().mapToInt(Walked::archived).sum();
    System.out.printf(
        "%d squashes, %d at clean cuts, %d labels moved to kept revisions, %d states walked, %d of"
            + " them at squashed revisions%n",
        isClean.size(), clean, movedLabels, states, archived);
    assertEquals(List.of(), problems);
    assertTrue(clean > 30 && isClean.size() - clean > 30, clean + " clean of " + isClean.size());
    assertTrue(
        movedLabels > 0 && states > 2_000 && archived > 500,
        movedLabels + " labels, " + states + " states");
  }

  /** Squashes it at a clean cut and at another one, if it has such. */
  private void squash(String name, RevisionGraph graph) throws IOException {
    Map<Boolean, List<Cut>> cuts =
        graph.newestFirst().stream()
            .map(script -> Cut.at(graph, script.revision()))
            .filter(cut -> cut.squashed().size() > 1 && squashed(graph, cut).isPresent())
            .collect(Collectors.partitioningBy(cut -> isClean(graph, cut)));
    for (boolean clean : List.of(true, false)) {
      List<Cut> found = cuts.get(clean);
      if (!found.isEmpty()) {
        String folderName = name + (clean ? "-clean" : "-other");
        write(folderName, graph, found.get(random.nextInt(found.size())));
        isClean.put(folderName, clean);
      }
    }
  }

  private static boolean isClean(RevisionGraph graph, Cut cut) {
    return UncleanCut.statesAfter(graph, cut.revision().revision(), cut.base()).isEmpty();
  }

  private void write(String name, RevisionGraph graph, Cut cut) throws IOException {
    SquashedHistory after = squashed(graph, cut).orElseThrow();
    for (RevisionScript script : graph.newestFirst()) {
      write(name + "/before/versions/" + script.path(), script.source());
    }
    String id = cut.revision().revision();
    write(
        name + "/after/versions/" + id + ".py",
        RandomHistory.text(id, List.of(), List.of(), after.labelsOf(id))
            .getBytes(StandardCharsets.UTF_8));
    for (RevisionScript kept : cut.kept()) {
      List<String> labels = after.labelsOf(kept.revision());
      movedLabels += labels.size();
      write(
          name + "/after/versions/" + kept.path(),
          RevisionEdit.of(kept, ProjectConstants.none(), after.gone(), id, labels));
    }
    for (RevisionScript original : cut.squashed()) {
      write(name + "/after/squashed/" + original.path(), original.source());
    }
    Set<String> gone = new TreeSet<>(cut.squashedIds());
    gone.remove(id);
    SquashedHistoryFile archive =
        SquashedHistoryFile.archiving(
            List.of(new SquashedHistoryFile.Row("v1", "v2", List.copyOf(gone))),
            List.of("squashed"),
            cut,
            after);
    write(
        name + "/after/" + SquashedHistoryFile.NAME,
        archive.text().getBytes(StandardCharsets.UTF_8));
    String json =
        new Gson()
            .toJson(Map.of("cut", id, "squashed", cut.squashedIds().stream().sorted().toList()));
    write(name + "/cut.json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty if a name of Alembic's would be lost, which is refused. */
  private static Optional<SquashedHistory> squashed(RevisionGraph graph, Cut cut) {
    try {
      return Optional.of(SquashedHistory.of(graph, cut));
    } catch (Failure lostName) {
      return Optional.empty();
    }
  }

  private void write(String path, byte... bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private Map<String, Walked> walked() {
    String output =
        Engines.python()
            .command(
                Checkout.root().resolve("test/alembic/walk_histories.py").toString(),
                folder.toString())
            .with("PYTHONDONTWRITEBYTECODE", "1")
            .check()
            .output();
    return new Gson().fromJson(output, new TypeToken<Map<String, Walked>>() {}.getType());
  }
}
