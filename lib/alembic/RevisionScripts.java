package alembic;

import config.IniFile;
import console.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import source.ProjectConstants;
import source.PythonSource;
import source.PythonValue;
import source.ScriptAssignments;

/** Reads revision scripts without running them. */
public final class RevisionScripts {
  private static final Pattern REVISION_FILE = Pattern.compile("(?!\\.#|__init__).*\\.py");
  private static final Pattern LEGACY_NAME = Pattern.compile("([a-f0-9]+)\\.py");
  private static final Pattern CREATE_DATE = Pattern.compile("(?m)^\\s*Create Date: *(.+?)\\s*$");

  /** What the template of a baseline revision has. */
  private static final List<String> BASELINE = List.of("\nMARKER = ", "\ndef read_statements(");

  private static final String CACHE_FOLDER = "__pycache__";

  private RevisionScripts() {}

  /**
   * Whether Alembic takes a file in a version location for a revision: it ends with {@code .py},
   * starts neither with {@code __init__} nor with {@code .#}, and is in no cache folder.
   */
  public static boolean isRevisionFile(String path) {
    int slash = path.lastIndexOf('/');
    return REVISION_FILE.matcher(path.substring(slash + 1)).matches()
        && !path.substring(0, Math.max(0, slash)).endsWith(CACHE_FOLDER);
  }

  /** As {@link #parse(String, byte[], ProjectConstants)}, of one that names no other module. */
  public static RevisionScript parse(String path, byte[] bytes) {
    return parse(path, bytes, ProjectConstants.none());
  }

  /**
   * Reads a revision script.
   *
   * @param project defines constants that the script may name
   * @throws Failure naming file and line where a value cannot be read without running the script,
   *     or is missing
   */
  public static RevisionScript parse(String path, byte[] bytes, ProjectConstants project) {
    PythonSource source = PythonSource.of(path, bytes);
    ScriptAssignments values = new ScriptAssignments(source, project);
    String revision = id(path, values);
    String doc = values.docstring().map(RevisionScripts::stripped).orElse("");
    return new RevisionScript(
        revision,
        texts(values, ScriptAssignments.DOWN_REVISION),
        texts(values, ScriptAssignments.DEPENDS_ON),
        texts(values, ScriptAssignments.BRANCH_LABELS),
        message(doc),
        createDate(doc),
        source);
  }

  /**
   * The id of a revision script; whatever else it declares may be unreadable.
   *
   * @param project defines constants that the script may name
   * @throws Failure if the id cannot be read, or the file is no revision script
   */
  static String id(String path, byte[] bytes, ProjectConstants project) {
    PythonSource source = PythonSource.of(path, bytes);
    return id(path, new ScriptAssignments(source, project));
  }

  private static String id(String path, ScriptAssignments values) {
    String id =
        values
            .value(ScriptAssignments.REVISION)
            .map(value -> id(path, value))
            .orElseGet(() -> legacyId(path));
    if (!values.hasValue(ScriptAssignments.DOWN_REVISION)) {
      throw missing(path, ScriptAssignments.DOWN_REVISION);
    }
    return id;
  }

  /**
   * The revision that a file of any kind declares; empty if it is no revision script, or cannot be
   * read. For history, if nobody can correct a file.
   */
  public static Optional<String> revisionIn(String path, byte[] bytes) {
    if (!isRevisionFile(path) || !mentionsDownRevision(bytes)) {
      return Optional.empty();
    }
    try {
      return Optional.of(id(path, bytes, ProjectConstants.none()));
    } catch (Failure unreadable) {
      return Optional.empty();
    }
  }

  /** Whether a script says that it is the baseline of a squash. */
  public static boolean isBaseline(RevisionScript script) {
    String text = new String(script.source(), StandardCharsets.UTF_8);
    return BASELINE.stream().allMatch(text::contains);
  }

  /**
   * Whether a script is the baseline of a squash, and came in place of the revision of the same id,
   * or of an earlier baseline: then it does what others did.
   *
   * @param then the bytes of the script with that id in an earlier state
   */
  public static boolean isBaselineOf(RevisionScript script, byte[] then) {
    return isBaseline(script)
        || (script.downRevisions().isEmpty() && comesAfterOthers(script.path(), then));
  }

  private static boolean comesAfterOthers(String path, byte[] bytes) {
    try {
      PythonSource source = PythonSource.of(path, bytes);
      ScriptAssignments values = new ScriptAssignments(source, ProjectConstants.none());
      return !texts(values, ScriptAssignments.DOWN_REVISION).isEmpty();
    } catch (Failure unreadable) {
      return false;
    }
  }

  private static boolean mentionsDownRevision(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(ScriptAssignments.DOWN_REVISION);
  }

  private static String id(String path, PythonValue value) {
    if (value instanceof PythonValue.Text text && !text.text().isEmpty()) {
      return text.text();
    }
    throw new Failure(
        path + ": 'revision' is not a string", "Alembic needs an id such as 'e700870ac284'.");
  }

  /** Before Alembic 0.2 a file's name was its revision's id. */
  private static String legacyId(String path) {
    Matcher name = LEGACY_NAME.matcher(path.substring(path.lastIndexOf('/') + 1));
    if (!name.matches()) {
      throw missing(path, ScriptAssignments.REVISION);
    }
    return name.group(1);
  }

  private static Failure missing(String path, String name) {
    return new Failure(
        path + " does not set '" + name + "', so it is no revision script",
        "Alembic cannot load it either; move it out of the version location.");
  }

  private static List<String> texts(ScriptAssignments values, String name) {
    return values.value(name).map(PythonValue::texts).orElse(List.of()).stream()
        .filter(text -> !text.isEmpty())
        .distinct()
        .toList();
  }

  private static String message(String doc) {
    String paragraph = doc.split("\n\n", 2)[0];
    return paragraph.startsWith("Revision ID:")
        ? ""
        : paragraph.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }

  private static Optional<String> createDate(String doc) {
    Matcher date = CREATE_DATE.matcher(doc);
    return date.find() ? Optional.of(date.group(1)) : Optional.empty();
  }

  private static String stripped(String text) {
    return IniFile.strip(text);
  }
}
