package report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import proof.VerdictJson;

/**
 * A report as JSON. Its fields, in this order:
 *
 * <ul>
 *   <li>{@code verdict}: {@code IDENTICAL}, {@code EQUIVALENT} or {@code DIFFERENT}; {@code
 *       reason}: why, in a sentence; {@code format}: as in {@link VerdictJson}
 *   <li>{@code project}, {@code squash} ({@code tag}, {@code cut}, {@code message}, {@code commit};
 *       null if there is none), {@code made} (ISO 8601, UTC), {@code engine}, {@code server},
 *       {@code dumps} (how pg_dump's texts of both compare)
 *   <li>{@code proof}: the verdict as {@link VerdictJson} has it
 *   <li>{@code before} and {@code after}: {@code revisions} ({@code id}, {@code message}, {@code
 *       downRevisions}, {@code role}: {@code SQUASHED}, {@code CUT}, {@code BASELINE}, {@code
 *       KEPT}), newest first
 *   <li>{@code timings}: {@code freshBeforeSeconds}, {@code freshAfterSeconds}, {@code
 *       withinNoise}, {@code timesFaster} (each null if unknown), {@code slowest} ({@code id},
 *       {@code message}, {@code seconds})
 *   <li>{@code files} ({@code added}, {@code removed}), {@code warnings}
 *   <li>{@code releases} ({@code name}, {@code heads}, {@code outcome}, {@code proof}), the oldest
 *       first
 * </ul>
 *
 * <p>Texts are as the databases have them.
 */
public final class ReportJson {
  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeNulls()
          .registerTypeAdapter(Instant.class, new InstantText().nullSafe())
          .registerTypeAdapter(Duration.class, new DurationSeconds().nullSafe())
          .registerTypeAdapterFactory(new Optionals())
          .create();

  private ReportJson() {}

  /** The report as a JSON text. */
  public static String text(Report report) {
    Map<String, JsonElement> fields = GSON.toJsonTree(report).getAsJsonObject().asMap();
    fields.remove("verdict");
    addTimesFaster(fields.get("timings").getAsJsonObject(), report.timings());
    JsonObject object = new JsonObject();
    object.addProperty("verdict", report.verdict().kind().name());
    object.addProperty("reason", report.reason());
    object.addProperty("format", VerdictJson.FORMAT);
    fields.forEach(
        (name, value) -> {
          if (name.equals("before")) {
            object.add("proof", VerdictJson.tree(report.verdict()));
          }
          object.add(name, value);
        });
    return GSON.toJson(object);
  }

  /** The report that such a text was made from. */
  public static Report read(String json) {
    JsonObject object = GSON.fromJson(json, JsonObject.class);
    object.add("verdict", object.remove("proof"));
    return GSON.fromJson(object, Report.class);
  }

  private static void addTimesFaster(JsonObject json, Timings timings) {
    JsonElement slowest = json.remove("slowest");
    if (timings.timesFaster().isPresent()) {
      double rounded = Math.round(timings.timesFaster().getAsDouble() * 100) / 100.0;
      json.add("timesFaster", new JsonPrimitive(rounded));
    } else {
      json.add("timesFaster", null);
    }
    json.add("slowest", slowest);
  }

  private static final class InstantText extends TypeAdapter<Instant> {
    @Override
    public void write(JsonWriter out, Instant value) throws IOException {
      out.value(value.toString());
    }

    @Override
    public Instant read(JsonReader in) throws IOException {
      return Instant.parse(in.nextString());
    }
  }

  private static final class DurationSeconds extends TypeAdapter<Duration> {
    @Override
    public void write(JsonWriter out, Duration value) throws IOException {
      out.value(new BigDecimal(HumanNumbers.plainSeconds(value)));
    }

    @Override
    public Duration read(JsonReader in) throws IOException {
      return Duration.ofNanos(new BigDecimal(in.nextString()).movePointRight(9).longValueExact());
    }
  }

  /** An empty optional is null, so that every field is always there. */
  private static final class Optionals implements TypeAdapterFactory {
    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (type.getRawType() != Optional.class) {
        return null;
      }
      var inside = ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
      @SuppressWarnings("unchecked")
      TypeAdapter<T> adapter = (TypeAdapter<T>) optional(gson.getAdapter(TypeToken.get(inside)));
      return adapter;
    }

    private static <V> TypeAdapter<Optional<V>> optional(TypeAdapter<V> inside) {
      return new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, Optional<V> value) throws IOException {
          if (value.isPresent()) {
            inside.write(out, value.get());
          } else {
            out.nullValue();
          }
        }

        @Override
        public Optional<V> read(JsonReader in) throws IOException {
          if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return Optional.empty();
          }
          return Optional.of(inside.read(in));
        }
      };
    }
  }
}
