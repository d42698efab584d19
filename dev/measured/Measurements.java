package measured;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import console.Style;
import console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Results as a table to read, and as JSON whose names have the units.
 *
 * @param machine what they were measured on, in words
 * @param results those of one contest one after the other
 */
public record Measurements(String machine, int rounds, List<Result> results) {
  private static final String NOT_MEASURED = "-";

  /** The lines of a table. */
  public List<String> lines() {
    Table table =
        new Table(
            "of", "what", "wall s", "least", "most", "x floor", "CPU s", "x floor", "peak MiB");
    for (Result result : results) {
      Optional<Result> floor = floor(result);
      table.row(
          result.contest(),
          result.contender() + (result.isFloor() ? " (floor)" : ""),
          number(result.wallSeconds().median()),
          number(result.wallSeconds().least()),
          number(result.wallSeconds().most()),
          times(result.wallSeconds(), floor.map(Result::wallSeconds)),
          median(result.cpuSeconds()),
          times(result.cpuSeconds(), floor.map(Result::cpuSeconds)),
          result.peakMemoryMebibytes().isNone()
              ? NOT_MEASURED
              : String.format(Locale.ROOT, "%.0f", result.peakMemoryMebibytes().median()));
    }
    List<String> lines = new ArrayList<>(table.lines(new Style(false)));
    lines.add("medians of %d, on %s".formatted(rounds, machine));
    return lines;
  }

  /** All of it, each single measurement too. */
  public String json() {
    JsonObject all = new JsonObject();
    all.addProperty("machine", machine);
    all.addProperty("rounds", rounds);
    JsonArray list = new JsonArray();
    for (Result result : results) {
      JsonObject one = new JsonObject();
      one.addProperty("contest", result.contest());
      one.addProperty("contender", result.contender());
      one.addProperty("is_floor", result.isFloor());
      add(one, "wall_seconds", result.wallSeconds());
      add(one, "cpu_seconds", result.cpuSeconds());
      add(one, "peak_memory_mebibytes", result.peakMemoryMebibytes());
      list.add(one);
    }
    all.add("results", list);
    return new GsonBuilder().setPrettyPrinting().create().toJson(all) + "\n";
  }

  private static void add(JsonObject to, String name, Samples samples) {
    if (!samples.isNone()) {
      JsonObject object = new JsonObject();
      object.addProperty("median", samples.median());
      object.addProperty("least", samples.least());
      object.addProperty("most", samples.most());
      JsonArray values = new JsonArray();
      samples.values().forEach(values::add);
      object.add("values", values);
      to.add(name, object);
    }
  }

  private Optional<Result> floor(Result result) {
    return Stream.of(result)
        .filter(found -> !found.isFloor())
        .flatMap(found -> results.stream().filter(other -> isFloorOf(other, found)))
        .findFirst();
  }

  private static boolean isFloorOf(Result other, Result result) {
    return other.isFloor() && other.contest().equals(result.contest());
  }

  private static String times(Samples samples, Optional<Samples> floor) {
    return floor
        .filter(found -> !found.isNone() && !samples.isNone() && found.median() > 0)
        .map(found -> String.format(Locale.ROOT, "%.1f", samples.median() / found.median()))
        .orElse("");
  }

  private static String median(Samples samples) {
    return samples.isNone() ? NOT_MEASURED : number(samples.median());
  }

  private static String number(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.1f", seconds);
  }
}
