package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import process.Processes;

/** What {@code dev/bench.java} measures. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class BenchTest {
  /** Takes a good part of a second. */
  private static final String BUSY = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

  private final Path root = Checkout.root();
  @TempDir private Path folder;

  @Test
  void processor_time_is_that_of_daemons_too() throws Exception {
    JsonObject none = used("sleep 0.1");
    JsonObject busy = used("sleep 0.1; " + BUSY);
    JsonObject daemon = used("setsid sh -c '" + BUSY + "' & sleep 0.1");
    double least = number(busy, "cpu_seconds") / 3;
    assertTrue(number(none, "cpu_seconds") < least, none + " and " + busy);
    assertTrue(number(daemon, "cpu_seconds") > least, daemon + " and " + busy);
    assertEquals(0, number(daemon, "left"));
  }

  @Test
  void memory_is_the_sum_over_all_processes() throws Exception {
    String hundred = "python3 -c 'import time; held = b\"x\" * 100_000_000; time.sleep(1)'";
    double one = number(used(hundred), "peak_memory_mebibytes");
    double two = number(used(hundred + " & " + hundred + "; wait"), "peak_memory_mebibytes");
    assertTrue(one > 95 && one < 150, "" + one);
    assertTrue(two > 190 && two < 300, "" + two);
  }

  private JsonObject used(String script) throws IOException {
    Path file = folder.resolve("used.json");
    Processes.command(
            "python3",
            root.resolve("dev/measured/usage.py").toString(),
            file.toString(),
            "sh",
            "-c",
            script)
        .check();
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static double number(JsonObject object, String name) {
    return object.get(name).getAsDouble();
  }

  @Test
  void a_plan_of_a_generated_repository_is_measured_beside_git() throws Exception {
    Path json = folder.resolve("plan.json");
    Processes.Result result =
        Processes.command(
                root.resolve("jbang").toString(),
                root.resolve("dev/bench.java").toString(),
                "--rounds=3",
                "--json=" + json,
                "plan-100-1000")
            .in(root)
            .check();
    assertTrue(result.output().contains("git log --name-status (floor)"), result.output());
    JsonObject all = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(3, all.get("rounds").getAsInt());
    Map<String, JsonObject> walls = new TreeMap<>();
    for (JsonElement found : all.getAsJsonArray("results")) {
      JsonObject one = found.getAsJsonObject();
      assertEquals("plan-100-1000", one.get("contest").getAsString());
      walls.put(one.get("contender").getAsString(), one.getAsJsonObject("wall_seconds"));
    }
    assertEquals(
        List.of("git log --name-status", "plan", "the same of the version location"),
        List.copyOf(walls.keySet()));
    for (JsonObject wall : walls.values()) {
      List<Double> sorted =
          wall.getAsJsonArray("values").asList().stream()
              .map(JsonElement::getAsDouble)
              .sorted()
              .toList();
      assertEquals(
          sorted, List.of(number(wall, "least"), number(wall, "median"), number(wall, "most")));
    }
    assertTrue(
        number(walls.get("plan"), "least") > number(walls.get("git log --name-status"), "least"));
  }
}
