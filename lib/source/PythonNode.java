package source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSSymbolType;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterPython;
import process.NativeLibraries;

/**
 * A node of a parsed Python file, as tree-sitter's grammar has it. Each question to the parser's
 * tree costs a microsecond, so what was asked once is kept, and children come by a cursor.
 */
public final class PythonNode {
  private static final TSLanguage LANGUAGE = language();

  private static final List<String> TYPES =
      IntStream.range(0, LANGUAGE.symbolCount()).mapToObj(LANGUAGE::symbolName).toList();

  private static final List<Boolean> NAMED =
      IntStream.range(0, LANGUAGE.symbolCount())
          .mapToObj(symbol -> LANGUAGE.symbolType(symbol) == TSSymbolType.TSSymbolTypeRegular)
          .toList();

  private static final Map<String, Integer> FIELDS =
      IntStream.rangeClosed(1, LANGUAGE.fieldCount())
          .boxed()
          .collect(Collectors.toMap(LANGUAGE::fieldNameForId, Function.identity()));

  private static final String ERROR = "ERROR";
  private static final int UNKNOWN = -1;

  /** It has no type and no children, and stands in itself. */
  private static final PythonNode ABSENT = new PythonNode();

  private final TSNode node;
  private final TSTreeCursor cursor;
  private final PythonNode parent;
  private final int place;
  private final int field;
  private int symbol = UNKNOWN;
  private int start = UNKNOWN;
  private int end = UNKNOWN;
  private List<PythonNode> children;

  private PythonNode() {
    this.node = null;
    this.cursor = null;
    this.parent = this;
    this.place = 0;
    this.field = 0;
  }

  private PythonNode(TSNode node, TSTreeCursor cursor, PythonNode parent, int place, int field) {
    this.node = node;
    this.cursor = cursor;
    this.parent = parent;
    this.place = place;
    this.field = field;
  }

  private static TSLanguage language() {
    NativeLibraries.keepTreeSitter("python");
    return new TreeSitterPython();
  }

  /** One for Python, to be closed. */
  static TSParser parser() {
    TSLanguage language = LANGUAGE; // Which finds the machine code before the parser asks for it.
    TSParser parser = new TSParser();
    parser.setLanguage(language);
    return parser;
  }

  /** The node of a whole file. */
  static PythonNode root(TSTree tree) {
    TSNode root = tree.getRootNode();
    return new PythonNode(root, new TSTreeCursor(root), ABSENT, 0, 0);
  }

  /** Stands if there is no node. */
  public static PythonNode absent() {
    return ABSENT;
  }

  /** Whether there is no such node. */
  public boolean isAbsent() {
    return this == ABSENT;
  }

  private int symbol() {
    if (symbol == UNKNOWN) {
      symbol = node.getSymbol();
    }
    return symbol;
  }

  /** What it is by the grammar; empty if it is absent. */
  public String type() {
    return isAbsent() ? "" : symbol() < TYPES.size() ? TYPES.get(symbol()) : ERROR;
  }

  /** Whether it is one of these, by the grammar. */
  public boolean is(String... types) {
    String own = type();
    for (String type : types) {
      if (type.equals(own)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has a name in the grammar, as signs and keywords have not. */
  public boolean isNamed() {
    return !isAbsent() && (symbol() >= NAMED.size() || NAMED.get(symbol()));
  }

  /** Whether it is what could not be parsed. */
  public boolean isError() {
    return type().equals(ERROR);
  }

  /** Whether something in it could not be parsed. */
  public boolean hasError() {
    return !isAbsent() && node.hasError();
  }

  /** The offset in the file's bytes where it starts. */
  public int start() {
    if (start == UNKNOWN) {
      start = node.getStartByte();
    }
    return start;
  }

  /** The offset behind it. */
  public int end() {
    if (end == UNKNOWN) {
      end = node.getEndByte();
    }
    return end;
  }

  /** What it stands in. */
  public PythonNode parent() {
    return parent;
  }

  /** Whether another node is it, or stands in it. */
  public boolean holds(PythonNode other) {
    return other == this || (!other.isAbsent() && holds(other.parent()));
  }

  /** The children, comments among them. */
  public List<PythonNode> children() {
    if (isAbsent()) {
      return List.of();
    }
    synchronized (cursor) {
      if (children == null) {
        List<PythonNode> found = new ArrayList<>();
        cursor.reset(node);
        for (boolean more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) {
          int role = cursor.currentFieldId();
          found.add(new PythonNode(cursor.currentNode(), cursor, this, found.size(), role));
        }
        children = List.copyOf(found);
      }
      return children;
    }
  }

  /** The children that are named, but for comments. */
  public List<PythonNode> parts() {
    return children().stream().filter(child -> child.isNamed() && !child.is("comment")).toList();
  }

  /** The child at a place, from 0; absent where there are not so many. */
  public PythonNode child(int index) {
    return index >= 0 && index < children().size() ? children().get(index) : ABSENT;
  }

  /** The child that the grammar gives this role; absent where none has it. */
  public PythonNode field(String name) {
    int wanted = FIELDS.get(name);
    return children().stream().filter(child -> child.field == wanted).findFirst().orElse(ABSENT);
  }

  /** The one before it in what it stands in. */
  public PythonNode before() {
    return parent.child(place - 1);
  }

  /** The one after it in what it stands in. */
  public PythonNode after() {
    return parent.child(place + 1);
  }
}
