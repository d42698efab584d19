package twin;

import answers.ColumnOrDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import pgdump.DumpEntry;

/** Finds the definitions that another installation has otherwise, and what gives them. */
final class TwinDefinitions {
  private final Map<DumpEntry.Key, String> here;
  private final Map<DumpEntry.Key, String> there;
  private final Function<DumpEntry.Key, ColumnOrDefinition> places;
  private final TextImages images;
  private final TwinValues values;

  private TwinDefinitions(
      Map<DumpEntry.Key, String> here,
      Map<DumpEntry.Key, String> there,
      Function<DumpEntry.Key, ColumnOrDefinition> places,
      TextImages images,
      TwinValues values) {
    this.here = here;
    this.there = there;
    this.places = places;
    this.images = images;
    this.values = values;
  }

  /**
   * Compares what is the same in all builds of one installation.
   *
   * @param here the one's definitions
   * @param there all of the other's
   * @param places what definitions are called
   * @param values is told what is found
   */
  static void compare(
      Map<DumpEntry.Key, String> here,
      Map<DumpEntry.Key, String> there,
      Function<DumpEntry.Key, ColumnOrDefinition> places,
      TextImages images,
      TwinValues values) {
    new TwinDefinitions(here, new TreeMap<>(there), places, images, values).compare();
  }

  private void compare() {
    Map<DumpEntry.Key, String> left = new TreeMap<>(here);
    left.entrySet().removeIf(entry -> entry.getValue().equals(there.get(entry.getKey())));
    there.entrySet().removeIf(entry -> entry.getValue().equals(here.get(entry.getKey())));
    left.entrySet().removeIf(entry -> isExplained(entry.getKey(), entry.getValue()));
    left.forEach((key, definition) -> warn(key, definition));
    there.keySet().removeAll(left.keySet());
    if (!there.isEmpty()) {
      values.warn(
          counted(there)
              + " would be made in "
              + values.another()
              + ", and the baseline makes it not");
    }
  }

  private boolean isExplained(DumpEntry.Key key, String definition) {
    List<DumpEntry.Key> candidates = new ArrayList<>();
    if (there.containsKey(key)) {
      candidates.add(key);
    } else {
      there.keySet().stream()
          .filter(other -> other.type().equals(key.type()) && !here.containsKey(other))
          .forEach(candidates::add);
    }
    for (DumpEntry.Key other : candidates) {
      Optional<List<OwnPart>> names = images.between(key.toString(), other.toString());
      Optional<List<OwnPart>> parts =
          names.flatMap(same -> images.between(definition, there.get(other)));
      if (parts.isPresent()) {
        values.addDefinition(places.apply(key), parts.get());
        if (!names.get().isEmpty()) {
          values.addName(
              key.schema() + "." + key.name(), other.schema() + "." + other.name(), names.get());
        }
        there.remove(other);
        return true;
      }
    }
    return false;
  }

  private void warn(DumpEntry.Key key, String definition) {
    String other = there.get(key);
    values.warn(
        other == null
            ? key + " is not made in " + values.another() + ", and the baseline makes it"
            : key
                + " is defined otherwise in "
                + values.another()
                + ", and the baseline has it as here: "
                + DumpEntry.differingLine(definition, other)
                + " here, "
                + DumpEntry.differingLine(other, definition)
                + " there");
  }

  private static String counted(Map<DumpEntry.Key, String> entries) {
    String first = entries.keySet().iterator().next().toString();
    return entries.size() == 1 ? first : first + " and " + (entries.size() - 1) + " more";
  }
}
