package migrations;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import console.Failure;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import postgres.ObservedRun;
import postgres.SessionSetting;
import postgres.VersionHook;
import process.StoredBytes;

/**
 * What {@code templates/runner.py} reports of a command, in the words of its JSON: what is not
 * there is null.
 */
record RunnerReport(
    List<Table> version_tables,
    Map<String, Double> seconds,
    String driver,
    Running running,
    String error,
    String sqlstate,
    String missing_x,
    String advice,
    List<Left> session,
    List<Hook> hooks,
    List<ObservedRun.Guarded> guarded,
    ProjectVariables variables,
    ImportedModules imported,
    boolean answered,
    List<Outside> outside,
    String wanted,
    @JsonAdapter(Printed.class) StoredBytes output) {

  record Outside(String to, String revision, String file, int line) {
    ObservedRun.Attempt in(ProjectTree tree) {
      return new ObservedRun.Attempt(
          to, Optional.ofNullable(revision), shown(file, tree) + ":" + line);
    }
  }

  record Hook(String name, List<List<String>> tables, List<List<String>> shared) {
    VersionHook read() {
      return new VersionHook(name, VersionHook.tables(tables), VersionHook.tables(shared));
    }
  }

  ObservedRun seen(ProjectTree tree) {
    return new ObservedRun(
        Optional.empty(),
        all(guarded)
            .map(
                found ->
                    new ObservedRun.Guarded(found.sql(), shown(found.file(), tree), found.line()))
            .toList(),
        all(session).map(left -> left.in(tree)).toList(),
        all(hooks).map(Hook::read).toList(),
        all(outside).map(attempt -> attempt.in(tree)).toList());
  }

  private static <T> Stream<T> all(List<T> told) {
    return Optional.ofNullable(told).stream().flatMap(List::stream);
  }

  record Left(
      String name,
      String value,
      String revision,
      String file,
      Integer line,
      String statement,
      boolean local) {
    SessionSetting in(ProjectTree tree) {
      String place = shown(file, tree) + (line == null ? "" : ", line " + line);
      return new SessionSetting(
          name, value, revision, place, Optional.ofNullable(statement), local);
    }
  }

  record Table(String name, String schema) {
    MigrationRunner.VersionTableName named() {
      return new MigrationRunner.VersionTableName(name, Optional.ofNullable(schema));
    }
  }

  record Running(String revision, String file) {}

  /** What was printed, as one text or in parts: it may be long. */
  static final class Printed extends TypeAdapter<StoredBytes> {
    @Override
    public StoredBytes read(JsonReader in) throws IOException {
      StoredBytes printed = new StoredBytes();
      if (in.peek() == JsonToken.BEGIN_ARRAY) {
        in.beginArray();
        while (in.hasNext()) {
          add(in.nextString(), printed);
        }
        in.endArray();
      } else {
        add(in.nextString(), printed);
      }
      return printed.finish();
    }

    private static void add(String part, StoredBytes printed) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      printed.write(bytes, 0, bytes.length);
    }

    @Override
    public void write(JsonWriter out, StoredBytes printed) {
      throw new UnsupportedOperationException("a report is only read");
    }
  }

  /** Reads one. */
  static RunnerReport read(Path json) throws IOException {
    try (Reader in = Files.newBufferedReader(json)) {
      return new Gson().fromJson(in, RunnerReport.class);
    }
  }

  /** Whether the command failed. */
  boolean failed() {
    return error != null;
  }

  /** What became of the command. */
  AlembicRun outcome() {
    return failed() ? AlembicRun.failed(error) : AlembicRun.succeeded(output);
  }

  /** What the command was seen to do, with paths as the tree has them. */
  MigrationRunner.Report report(ProjectTree tree) {
    return new MigrationRunner.Report(
        version_tables.stream().map(Table::named).toList(),
        seconds,
        Optional.ofNullable(driver),
        seen(tree),
        output);
  }

  /**
   * Why the command failed.
   *
   * @param told what to do about it, where the runner does not say
   * @param lastLines what a person reads first of its output
   */
  Failure failure(ProjectTree tree, Optional<String> told, String lastLines) {
    if (advice != null) {
      return new Failure(error, advice);
    }
    String place =
        Optional.ofNullable(running)
            .map(at -> "revision " + at.revision() + " (" + shown(at.file(), tree) + ") failed: ")
            .orElse("Alembic failed: ");
    return Failure.of(place + error, told.orElse(""), lastLines);
  }

  private static String shown(String file, ProjectTree tree) {
    Path path = Path.of(file);
    return path.startsWith(tree.root()) ? tree.root().relativize(path).toString() : file;
  }
}
