package packaging;

import static source.PythonSource.children;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.treesitter.TSNode;
import source.PythonSource;

/** A setup.py: the call of {@code setup} and its arguments, as far as they are literals. */
final class SetupPy implements AutoCloseable {
  static final String NAME = "setup.py";

  private static final String DATA = "package_data";
  private static final String PACKAGES = "packages";
  private static final Pattern STRING = Pattern.compile("[rRuU]?(['\"])(.*)\\1");

  private final byte[] bytes;
  private final PythonSource source;
  private final Map<String, TSNode> arguments = new HashMap<>();
  private boolean open;

  SetupPy(byte[] bytes) {
    this.bytes = bytes.clone();
    this.source = new PythonSource(NAME, bytes);
    calls(source.root()).forEach(this::read);
  }

  private List<TSNode> calls(TSNode node) {
    List<TSNode> found = new ArrayList<>();
    if (node.getType().equals("call")
        && text(node.getChildByFieldName("function")).matches("(\\w+\\.)*setup")) {
      found.add(node.getChildByFieldName("arguments"));
    } else {
      children(node).forEach(child -> found.addAll(calls(child)));
    }
    return found;
  }

  private void read(TSNode call) {
    for (TSNode argument : children(call)) {
      if (argument.getType().equals("keyword_argument")) {
        arguments.put(text(argument.getChildByFieldName("name")), argument);
      } else if (argument.getType().equals("dictionary_splat")) {
        open = true;
      }
    }
  }

  /** Whether it says which packages there are. */
  boolean namesPackages() {
    return arguments.containsKey(PACKAGES);
  }

  /** Whether it says which data packages have. */
  boolean namesData() {
    return arguments.containsKey(DATA);
  }

  /** Whether an argument is given, whatever it is. */
  boolean has(String argument) {
    return arguments.containsKey(argument);
  }

  /** The text of an argument's value. */
  String valueOf(String argument) {
    return Optional.ofNullable(arguments.get(argument)).map(node -> text(value(node))).orElse("");
  }

  /** Whether what MANIFEST.in names goes into packages. */
  boolean includesManifest() {
    return valueOf("include_package_data").equals("True");
  }

  /** What it says. */
  Packages packages() {
    Map<String, List<String>> data = new HashMap<>();
    for (TSNode pair : pairs()) {
      string(pair.getChildByFieldName("key"))
          .ifPresent(name -> data.put(name, strings(pair.getChildByFieldName("value"))));
    }
    return new Packages(rule(), sourceFolder(), data);
  }

  private Packages.Rule rule() {
    TSNode value = value(arguments.get(PACKAGES));
    if (value.getType().equals("list")) {
      return new Packages.Rule.Named(strings(value));
    }
    return text(value).contains("namespace")
        ? new Packages.Rule.Namespaces()
        : new Packages.Rule.Found();
  }

  private String sourceFolder() {
    Optional<String> root = Optional.empty();
    if (has("package_dir")) {
      for (TSNode pair : children(value(arguments.get("package_dir")))) {
        if (pair.getType().equals("pair")
            && string(pair.getChildByFieldName("key")).filter(String::isEmpty).isPresent()) {
          root = string(pair.getChildByFieldName("value"));
        }
      }
    }
    return root.orElse("").replaceFirst("^\\.$", "");
  }

  /**
   * The file with a pattern more for a package, nothing else changed.
   *
   * @return empty where {@code package_data} is not a literal that can be added to
   */
  Optional<byte[]> with(PackageFolder folder) {
    String entry = quoted(folder.name()) + ": [" + quoted(folder.pattern()) + "]";
    if (!namesData()) {
      return open || !namesPackages()
          ? Optional.empty()
          : Optional.of(after(arguments.get(PACKAGES), DATA + "={" + entry + "}"));
    }
    TSNode value = value(arguments.get(DATA));
    if (!value.getType().equals("dictionary")) {
      return Optional.empty();
    }
    for (TSNode pair : pairs()) {
      if (string(pair.getChildByFieldName("key")).filter(folder.name()::equals).isPresent()) {
        TSNode list = pair.getChildByFieldName("value");
        return list.getType().equals("list")
            ? Optional.of(into(list, quoted(folder.pattern())))
            : Optional.empty();
      }
    }
    return Optional.of(into(value, entry));
  }

  /** What is added where nothing is said of the package yet. */
  static String added(PackageFolder folder) {
    return DATA + "={'" + folder.name() + "': ['" + folder.pattern() + "']}";
  }

  private byte[] into(TSNode brackets, String item) {
    List<TSNode> items =
        children(brackets).stream()
            .filter(node -> node.isNamed() && !node.getType().equals("comment"))
            .toList();
    return items.isEmpty()
        ? inserted(brackets.getStartByte() + 1, item)
        : after(items.get(items.size() - 1), item);
  }

  /** On a line of its own where the one before it is. */
  private byte[] after(TSNode node, String item) {
    int start = node.getStartByte();
    while (start > 0 && (bytes[start - 1] == ' ' || bytes[start - 1] == '\t')) {
      start--;
    }
    boolean ownLine = start > 0 && bytes[start - 1] == '\n';
    String end = start > 1 && bytes[start - 2] == '\r' ? "\r\n" : "\n";
    String indent = ownLine ? end + source.text(start, node.getStartByte()) : " ";
    return inserted(node.getEndByte(), "," + indent + item);
  }

  private byte[] inserted(int at, String text) {
    ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length + text.length());
    result.write(bytes, 0, at);
    result.writeBytes(text.getBytes(source.charset()));
    result.write(bytes, at, bytes.length - at);
    return result.toByteArray();
  }

  /** With the quotes that the call uses. */
  private String quoted(String text) {
    String call = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean single = call.chars().filter(c -> c == '\'').count() >= count(call, '"');
    return single ? "'" + text + "'" : "\"" + text + "\"";
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private List<TSNode> pairs() {
    return namesData()
        ? children(value(arguments.get(DATA))).stream()
            .filter(node -> node.getType().equals("pair"))
            .toList()
        : List.of();
  }

  private List<String> strings(TSNode list) {
    return children(list).stream().flatMap(node -> string(node).stream()).toList();
  }

  private Optional<String> string(TSNode node) {
    var matcher = STRING.matcher(text(node));
    return node.getType().equals("string") && matcher.matches()
        ? Optional.of(matcher.group(2))
        : Optional.empty();
  }

  private static TSNode value(TSNode argument) {
    return argument.getChildByFieldName("value");
  }

  private String text(TSNode node) {
    return source.text(node);
  }

  @Override
  public void close() {
    source.close();
  }
}
