package alembic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import source.ProjectConstants;
import source.PythonSource;
import source.PythonValue;
import source.PythonValue.Comma;
import source.PythonValue.Comment;
import source.PythonValue.Computed;
import source.PythonValue.Element;
import source.PythonValue.Items;
import source.PythonValue.Shape;
import source.PythonValue.Text;
import source.PythonValue.Token;
import source.ScriptAssignments;
import source.SourceEdit;

/**
 * Points a kept revision at the cut and gives it branch labels, changing nothing but the literals
 * that say so.
 */
public final class RevisionEdit {
  private final byte[] source;
  private final Set<String> gone;
  private final String cut;
  private final SourceEdit edit;

  private RevisionEdit(byte[] source, Set<String> gone, String cut) {
    this.source = source;
    this.edit = new SourceEdit(source);
    this.gone = new HashSet<>(gone);
    this.gone.remove(cut);
    this.cut = cut;
  }

  /** As {@link #of}, without further labels, of a script that names no constant of another. */
  public static byte[] repoint(RevisionScript script, Set<String> gone, String cut) {
    return of(script, ProjectConstants.none(), gone, cut, List.of());
  }

  /**
   * The script's bytes with every name in {@code down_revision} and {@code depends_on} that is gone
   * replaced by the cut's id, and with more branch labels. A sequence names the cut once: elements
   * that would repeat it are removed with their comma. Comments, docstring, line ends and quotes
   * stay.
   *
   * @param project defines constants that the script may name; those in its place are literals
   * @param gone names of revisions that are squashed; the cut may be among them
   * @param labels the branch labels that it has besides its own
   * @return the same bytes if nothing has to change
   */
  public static byte[] of(
      RevisionScript script,
      ProjectConstants project,
      Set<String> gone,
      String cut,
      List<String> labels) {
    RevisionEdit repointing = new RevisionEdit(script.source(), gone, cut);
    PythonSource source = script.code();
    ScriptAssignments values = new ScriptAssignments(source, project);
    for (String name : List.of(ScriptAssignments.DOWN_REVISION, ScriptAssignments.DEPENDS_ON)) {
      values.value(name).ifPresent(value -> repointing.repoint(value, quote(values)));
    }
    if (!labels.isEmpty()) {
      repointing.label(values, labels);
    }
    return repointing.edit.applied(source.charset());
  }

  /** In place of the value of {@code branch_labels}, else on a line behind the down revision. */
  private void label(ScriptAssignments values, List<String> labels) {
    Optional<PythonValue> own = values.value(ScriptAssignments.BRANCH_LABELS);
    List<String> all = new ArrayList<>(own.map(PythonValue::texts).orElse(List.of()));
    all.addAll(labels);
    String tuple = tuple(all, quote(values));
    own.ifPresentOrElse(
        value -> edit.replace(value.start(), value.end(), tuple),
        () -> {
          int end = lineEnd(values.value(ScriptAssignments.DOWN_REVISION).orElseThrow().end());
          String line = lineBreak(end) + ScriptAssignments.BRANCH_LABELS + " = " + tuple;
          edit.replace(end, end, line);
        });
  }

  private static String tuple(List<String> texts, String quote) {
    return texts.stream()
        .map(text -> quote + text + quote)
        .collect(Collectors.joining(", ", "(", texts.size() == 1 ? ",)" : ")"));
  }

  /** The quote that the script has around its id. */
  private static String quote(ScriptAssignments values) {
    return values
        .value(ScriptAssignments.REVISION)
        .filter(Text.class::isInstance)
        .map(value -> ((Text) value).closing())
        .filter(closing -> closing.length() == 1)
        .orElse("'");
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < source.length && source[end] != '\n' && source[end] != '\r') {
      end++;
    }
    return end;
  }

  private String lineBreak(int end) {
    return end < source.length && source[end] == '\r' ? "\r\n" : "\n";
  }

  private void repoint(PythonValue value, String quote) {
    if (value instanceof Text text && gone.contains(text.text())) {
      replace(text);
    } else if (value instanceof Items items && items.texts().stream().anyMatch(gone::contains)) {
      repoint(items);
    } else if (value instanceof Computed && value.texts().stream().anyMatch(gone::contains)) {
      List<String> texts =
          value.texts().stream().map(text -> gone.contains(text) ? cut : text).distinct().toList();
      edit.replace(value.start(), value.end(), tuple(texts, quote));
    }
  }

  /** Keeps one element that names the cut: the one that does already, else the first that will. */
  private void repoint(Items items) {
    List<Text> elements = items.elements();
    Optional<Text> naming = elements.stream().filter(e -> e.text().equals(cut)).findFirst();
    Text kept =
        naming.orElseGet(
            () -> elements.stream().filter(e -> gone.contains(e.text())).findFirst().orElseThrow());
    if (naming.isEmpty()) {
      replace(kept);
    }
    List<Token> tokens = new ArrayList<>(items.tokens());
    for (Text element : elements) {
      if (!element.equals(kept) && gone.contains(element.text())) {
        remove(tokens, items, element);
      }
    }
    boolean single = tokens.stream().filter(Element.class::isInstance).count() == 1;
    if (items.shape() == Shape.TUPLE
        && single
        && tokens.stream().noneMatch(Comma.class::isInstance)) {
      edit.replace(kept.end(), kept.end(), ",");
    }
  }

  /**
   * Removes an element with the comma behind it, or, where it is the last without one, with the
   * comma before it, which a tuple of one element needs to stay one.
   */
  private void remove(List<Token> tokens, Items items, Text element) {
    int at = tokens.indexOf(new Element(element));
    int next = nextWithoutComments(tokens, at + 1);
    boolean ownComma = next < tokens.size() && tokens.get(next) instanceof Comma;
    Optional<Token> before = at == 0 ? Optional.empty() : Optional.of(tokens.get(at - 1));
    int start = before.map(Token::end).orElse(element.start());
    int end = element.end();
    if (ownComma) {
      Token comma = tokens.get(next);
      // A comment between the element and its comma stays, so only the two of them go.
      if (next == at + 1) {
        end = comma.end();
      } else {
        edit.replace(comma.start(), comma.end(), "");
      }
      tokens.remove(next);
      if (before.isEmpty()) {
        end = skipBlanks(end);
      }
    } else if (before.isPresent()
        && before.get() instanceof Comma comma
        && !needed(tokens, items)) {
      start = comma.start();
      tokens.remove(at - 1);
    }
    tokens.remove(new Element(element));
    edit.replace(start, end, "");
  }

  /** Whether the one comma that is left makes the tuple. */
  private static boolean needed(List<Token> tokens, Items items) {
    return items.shape() == Shape.TUPLE
        && tokens.stream().filter(Element.class::isInstance).count() == 2;
  }

  private static int nextWithoutComments(List<Token> tokens, int from) {
    int next = from;
    while (next < tokens.size() && tokens.get(next) instanceof Comment) {
      next++;
    }
    return next;
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < source.length && (source[at] == ' ' || source[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** A name that stands for an id is replaced by a literal; the name may be used elsewhere. */
  private void replace(Text text) {
    String opening = text.opening().isEmpty() ? "\"" : text.opening();
    String closing = text.closing().isEmpty() ? "\"" : text.closing();
    edit.replace(text.start(), text.end(), opening + cut + closing);
  }
}
