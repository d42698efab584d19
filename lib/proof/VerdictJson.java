package proof;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A verdict as JSON: what {@code --json} prints, {@code verdict.json} holds, and {@code
 * report.json} has as its {@code proof}. Its fields, in this order:
 *
 * <ul>
 *   <li>{@code verdict}: {@code IDENTICAL}, {@code EQUIVALENT} or {@code DIFFERENT}; {@code
 *       reason}: why; {@code format}: 1, raised when a field changes its meaning
 *   <li>{@code ways}: each has {@code name}, {@code meaning}, {@code verdict} and {@code
 *       comparison}: {@code objects} and {@code facts} ({@code kind}, {@code compared}, {@code
 *       same}), {@code tables} ({@code table}, {@code before}, {@code after}), {@code equivalences}
 *       ({@code object}, {@code before}, {@code after}, {@code round}), {@code differences} ({@code
 *       subject}, {@code before}, {@code after}), {@code generated} ({@code table}, {@code column},
 *       {@code cells}), {@code notCompared}
 *   <li>{@code controls} ({@code name}, {@code passed}) and {@code notCompared}
 * </ul>
 *
 * <p>Texts are as the databases have them.
 */
public final class VerdictJson {
  /** Raised when a field changes its meaning. */
  public static final int FORMAT = 1;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private VerdictJson() {}

  /** The document as a text. */
  public static String text(Verdict verdict) {
    return GSON.toJson(tree(verdict));
  }

  /** The document. */
  public static JsonObject tree(Verdict verdict) {
    JsonObject object = new JsonObject();
    object.addProperty("verdict", verdict.kind().name());
    object.addProperty("reason", verdict.reason());
    object.addProperty("format", FORMAT);
    GSON.toJsonTree(verdict).getAsJsonObject().asMap().forEach(object::add);
    for (int i = 0; i < verdict.ways().size(); i++) {
      JsonObject way = object.getAsJsonArray("ways").get(i).getAsJsonObject();
      JsonElement found = way.remove("comparison");
      way.addProperty("verdict", verdict.ways().get(i).comparison().kind().name());
      way.add("comparison", found);
    }
    return object;
  }
}
