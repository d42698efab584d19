//FILES templates/squashed_history.py.mustache=../../templates/squashed_history.py.mustache

package archive;

import alembic.Cut;
import alembic.RevisionScript;
import com.samskivert.mustache.Mustache;
import config.AlembicConfig;
import config.ConfigFolders;
import git.SourceTree;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import plan.SquashedHistory;
import source.PythonLiteral;
import source.PythonNode;
import source.PythonSource;

/**
 * The module beside env.py that tells what becomes of databases at squashed revisions, filled from
 * {@code templates/squashed_history.py.mustache} and read without running it.
 *
 * @param rows the squashed revisions, the oldest squash first
 * @param folders where the originals are, seen from its own folder; none where they are gone
 * @param rewritten what revisions said of their place in history before, by id
 * @param flask whether Flask-Migrate's command upgrades
 */
public record SquashedHistoryFile(
    List<Row> rows, List<String> folders, Map<String, Place> rewritten, boolean flask) {
  /** The file's name. */
  public static final String NAME = "squashed_history.py";

  /** The environment variable by which originals are asked for, and what it then says. */
  public static final Map<String, String> ASKING = Map.of("SQUASHED_HISTORY", "originals");

  /** What ends the sentence of its guard. */
  public static final String UNCHANGED = "Nothing was changed.";

  private static final String TEMPLATE = "/templates/" + NAME + ".mustache";
  private static final String FLASK = "\"flask db upgrade\"";
  private static final int LINE = 80;
  private static final String INDENT = "        ";

  /**
   * Squashed revisions that one release brought.
   *
   * @param release the first release that has them, in words
   * @param bridge the release that upgrades a database which is at one of them
   * @param ids the revisions
   */
  public record Row(String release, String bridge, List<String> ids) {
    /** Keeps a copy. */
    public Row {
      ids = List.copyOf(ids);
    }
  }

  /** Keeps copies. */
  public SquashedHistoryFile {
    rows = List.copyOf(rows);
    folders = List.copyOf(folders);
    rewritten = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rewritten));
  }

  /** Its path in a project. */
  public static String path(AlembicConfig config) {
    return ConfigFolders.join(config.scriptLocation(), NAME);
  }

  /**
   * That of a tree; empty if it has none.
   *
   * @throws console.Failure if it was edited so that it cannot be read
   */
  public static Optional<SquashedHistoryFile> read(SourceTree tree, AlembicConfig config) {
    String path = path(config);
    return tree.read(path).map(bytes -> read(PythonSource.of(path, bytes)));
  }

  private static SquashedHistoryFile read(PythonSource source) {
    List<Row> rows = new ArrayList<>();
    for (PythonNode row : PythonLiteral.members(source, named(source, "SQUASHED"))) {
      List<String> texts = PythonLiteral.texts(source, row);
      if (texts.size() != 3) {
        throw source.wrong(row, "a row has three texts", "Restore it as it was generated.");
      }
      rows.add(new Row(texts.get(0), texts.get(1), List.of(texts.get(2).strip().split("\\s+"))));
    }
    Map<String, Place> rewritten = new LinkedHashMap<>();
    PythonNode folders = PythonLiteral.named(source, "FOLDERS");
    if (!folders.isAbsent()) {
      PythonLiteral.entries(source, named(source, "REWRITTEN"))
          .forEach((id, place) -> rewritten.put(id, place(source, place)));
    }
    boolean flask = source.text(source.root()).contains(FLASK);
    return new SquashedHistoryFile(
        rows,
        folders.isAbsent() ? List.of() : PythonLiteral.texts(source, folders),
        rewritten,
        flask);
  }

  private static PythonNode named(PythonSource source, String name) {
    PythonNode literal = PythonLiteral.named(source, name);
    if (literal.isAbsent()) {
      throw source.wrong(0, "there is no " + name, "Restore it as it was generated.");
    }
    return literal;
  }

  private static Place place(PythonSource source, PythonNode dictionary) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    PythonLiteral.entries(source, dictionary)
        .forEach((name, value) -> values.put(name, PythonLiteral.texts(source, value)));
    return new Place(values);
  }

  /** The ids of all squashed revisions. */
  public Set<String> ids() {
    Set<String> ids = new HashSet<>();
    rows.forEach(row -> ids.addAll(row.ids()));
    return ids;
  }

  /** The row of a squashed revision. */
  public Optional<Row> row(String id) {
    return rows.stream().filter(row -> row.ids().contains(id)).findFirst();
  }

  /** Whether originals are kept. */
  public boolean hasArchive() {
    return !folders.isEmpty();
  }

  /** The same where originals are gone. */
  SquashedHistoryFile withoutArchive() {
    return new SquashedHistoryFile(rows, List.of(), Map.of(), flask);
  }

  /** The folders of the originals in a project, from the repository's root. */
  public List<String> folders(AlembicConfig config) {
    Path own = Path.of("/" + config.scriptLocation());
    return folders.stream()
        .map(folder -> own.resolve(folder).normalize().toString().substring(1))
        .toList();
  }

  /**
   * One that keeps originals.
   *
   * @param rows the squashed revisions
   * @param folders where the originals are, seen from its own folder
   * @param cut the revisions that were squashed, and those that stay
   * @param after what is left of them
   */
  public static SquashedHistoryFile archiving(
      List<Row> rows, List<String> folders, Cut cut, SquashedHistory after) {
    Map<String, Place> rewritten = new TreeMap<>();
    for (RevisionScript kept : cut.kept()) {
      Place place = Place.changed(kept, after.graph().find(kept.revision()).orElseThrow());
      if (!place.isSame()) {
        rewritten.put(kept.revision(), place);
      }
    }
    return new SquashedHistoryFile(rows, folders, rewritten, false);
  }

  /** The file. */
  public String text() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("archive", hasArchive());
    values.put("flask", flask);
    // A release, or `commit` and its id.
    values.put("originals", rows.get(rows.size() - 1).bridge().replaceFirst("^commit ", ""));
    values.put("config", hasArchive() || !flask);
    values.put(
        "rows",
        rows.stream()
            .map(
                row ->
                    Map.of(
                        "release", quoted(row.release()),
                        "bridge", quoted(row.bridge()),
                        "ids", wrapped(row.ids())))
            .toList());
    values.put("folders", folders.stream().map(SquashedHistoryFile::quoted).toList());
    List<String> places = new ArrayList<>();
    rewritten.forEach((id, place) -> places.add(entry(id, place)));
    values.put("rewritten", places);
    try (Reader template =
        new InputStreamReader(
            SquashedHistoryFile.class.getResourceAsStream(TEMPLATE), StandardCharsets.UTF_8)) {
      return Mustache.compiler()
          .withDelims("<% %>")
          .escapeHTML(false)
          .compile(template)
          .execute(values);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** With a comma at each end of a line, as formatters leave it. */
  private static String entry(String id, Place place) {
    StringBuilder text = new StringBuilder("    " + quoted(id) + ": {\n");
    place
        .values()
        .forEach(
            (name, names) ->
                text.append(INDENT).append(quoted(name)).append(": ").append(value(names)));
    return text.append("    },").toString();
  }

  private static String value(List<String> names) {
    if (names.size() < 2) {
      return (names.isEmpty() ? "None" : quoted(names.get(0))) + ",\n";
    }
    StringBuilder text = new StringBuilder("(\n");
    names.forEach(name -> text.append(INDENT).append("    ").append(quoted(name)).append(",\n"));
    return text.append(INDENT).append("),\n").toString();
  }

  private static String wrapped(List<String> ids) {
    StringBuilder text = new StringBuilder(INDENT);
    int width = INDENT.length();
    for (int i = 0; i < ids.size(); i++) {
      boolean isFull = width + ids.get(i).length() > LINE;
      String gap = i == 0 ? "" : isFull ? "\n" + INDENT : " ";
      width = isFull ? INDENT.length() : width + gap.length();
      text.append(gap).append(ids.get(i));
      width += ids.get(i).length();
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
