package source;

import console.Failure;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.treesitter.TSParser;

/**
 * A Python file, parsed; positions are offsets in its bytes. A run reads the same revisions in many
 * states of a repository: what was parsed once is kept while memory lasts.
 */
public final class PythonSource {
  private static SoftReference<Map<Text, PythonSource>> kept = new SoftReference<>(null);

  /** What is parsed: a file's name and bytes. */
  private record Text(String path, ByteBuffer bytes) {}

  private static final Pattern CODING =
      Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*(?<name>[-\\w.]+)");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String path;
  private final byte[] bytes;
  private final Charset charset;
  private final PythonNode root;

  /**
   * Parses a file; nothing in it can make this fail.
   *
   * @param path what to call it in failures
   */
  public static PythonSource of(String path, byte[] bytes) {
    Text text = new Text(path, ByteBuffer.wrap(bytes));
    return parsed().computeIfAbsent(text, unknown -> new PythonSource(path, bytes));
  }

  private static synchronized Map<Text, PythonSource> parsed() {
    Map<Text, PythonSource> parsed = kept.get();
    if (parsed == null) {
      parsed = new ConcurrentHashMap<>();
      kept = new SoftReference<>(parsed);
    }
    return parsed;
  }

  private PythonSource(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
    this.charset = charset(path, bytes);
    try (TSParser parser = PythonNode.parser()) {
      this.root = PythonNode.root(parser.parseString(null, masked(bytes)));
    }
  }

  /**
   * The file with every byte above 127 replaced by a letter, so that an offset in bytes is one in
   * characters whatever the encoding. Names and quotes of Python that matter here are ASCII.
   */
  private static String masked(byte[] bytes) {
    byte[] masked = bytes.clone();
    boolean marked = masked.length >= BYTE_ORDER_MARK.length;
    for (int i = 0; marked && i < BYTE_ORDER_MARK.length; i++) {
      marked = masked[i] == BYTE_ORDER_MARK[i];
    }
    for (int i = 0; i < masked.length; i++) {
      if (marked && i < BYTE_ORDER_MARK.length) {
        masked[i] = '\n';
      } else if (masked[i] < 0) {
        masked[i] = 'x';
      }
    }
    return new String(masked, StandardCharsets.US_ASCII);
  }

  /** The encoding that one of the first two lines declares (PEP 263), else UTF-8. */
  private static Charset charset(String path, byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    for (String line : start.lines().limit(2).toList()) {
      Matcher coding = CODING.matcher(line);
      if (coding.find()) {
        try {
          // Python's latin-1 is Java's latin1.
          return Charset.forName(coding.group("name").replaceFirst("^(?i)latin[-_]", "latin"));
        } catch (IllegalArgumentException unknown) {
          throw new Failure(
              path + " declares the encoding '" + coding.group("name") + "', which is not known",
              "Save it as UTF-8.",
              unknown);
        }
      }
    }
    return StandardCharsets.UTF_8;
  }

  /** What the file is called in failures: its path. */
  public String path() {
    return path;
  }

  /** The file's bytes. */
  public byte[] bytes() {
    return bytes;
  }

  /** The node of the whole file. */
  public PythonNode root() {
    return root;
  }

  /** The text of a node, decoded. */
  public String text(PythonNode node) {
    return text(node.start(), node.end());
  }

  /** The text between two offsets, decoded. */
  public String text(int start, int end) {
    return new String(bytes, start, end - start, charset);
  }

  /** The file's encoding. */
  public Charset charset() {
    return charset;
  }

  /** A failure that names the file and the line. */
  public Failure wrong(PythonNode node, String what, String hint) {
    return wrong(node.start(), what, hint);
  }

  /** A failure that names the file and the line of an offset. */
  public Failure wrong(int offset, String what, String hint) {
    return new Failure(path + ", line " + line(offset) + ": " + what, hint);
  }

  /** The line of an offset, from 1. */
  public int line(int offset) {
    String before = new String(bytes, 0, offset, StandardCharsets.ISO_8859_1);
    return (int) (before + ".").lines().count();
  }

  /** The children of a node but for comments. */
  static List<PythonNode> withoutComments(PythonNode node) {
    return node.children().stream().filter(child -> !child.type().equals("comment")).toList();
  }

  /** The targets of an assignment, and last its value, which a declaration alone has not. */
  static List<PythonNode> assigned(PythonNode assignment) {
    List<PythonNode> parts = new ArrayList<>();
    PythonNode right = assignment;
    while (right.type().equals("assignment")) {
      parts.add(right.field("left"));
      right = right.field("right");
    }
    parts.add(right);
    return parts;
  }
}
