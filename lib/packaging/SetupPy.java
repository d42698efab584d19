package packaging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import source.PythonNode;
import source.PythonSource;

/** A setup.py: the call of {@code setup} and its arguments, as far as they are literals. */
final class SetupPy {
  static final String NAME = "setup.py";

  private static final String DATA = "package_data";
  private static final String PACKAGES = "packages";
  private static final Pattern STRING = Pattern.compile("[rRuU]?(['\"])(.*)\\1");

  private final byte[] bytes;
  private final PythonSource source;
  private final Map<String, PythonNode> arguments = new HashMap<>();
  private boolean open;

  SetupPy(byte[] bytes) {
    this.bytes = bytes.clone();
    this.source = PythonSource.of(NAME, bytes);
    calls(source.root()).forEach(this::read);
  }

  private List<PythonNode> calls(PythonNode node) {
    List<PythonNode> found = new ArrayList<>();
    if (node.type().equals("call") && text(node.field("function")).matches("(\\w+\\.)*setup")) {
      found.add(node.field("arguments"));
    } else {
      node.children().forEach(child -> found.addAll(calls(child)));
    }
    return found;
  }

  private void read(PythonNode call) {
    for (PythonNode argument : call.children()) {
      if (argument.type().equals("keyword_argument")) {
        arguments.put(text(argument.field("name")), argument);
      } else if (argument.type().equals("dictionary_splat")) {
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
    for (PythonNode pair : pairs()) {
      string(pair.field("key")).ifPresent(name -> data.put(name, strings(pair.field("value"))));
    }
    return new Packages(rule(), sourceFolder(), data);
  }

  private Packages.Rule rule() {
    PythonNode value = value(arguments.get(PACKAGES));
    if (value.type().equals("list")) {
      return new Packages.Rule.Named(strings(value));
    }
    return text(value).contains("namespace")
        ? new Packages.Rule.Namespaces()
        : new Packages.Rule.Found();
  }

  private String sourceFolder() {
    Optional<String> root = Optional.empty();
    if (has("package_dir")) {
      for (PythonNode pair : value(arguments.get("package_dir")).children()) {
        if (pair.type().equals("pair")
            && string(pair.field("key")).filter(String::isEmpty).isPresent()) {
          root = string(pair.field("value"));
        }
      }
    }
    return root.orElse("").replaceFirst("^\\.$", "");
  }

  /**
   * The file with a pattern more for a package, nothing else changed.
   *
   * @return empty if {@code package_data} is not a literal that can be added to
   */
  Optional<byte[]> with(PackageFolder folder) {
    String entry = quoted(folder.name()) + ": [" + quoted(folder.pattern()) + "]";
    if (!namesData()) {
      return open || !namesPackages()
          ? Optional.empty()
          : Optional.of(after(arguments.get(PACKAGES), DATA + "={" + entry + "}"));
    }
    PythonNode value = value(arguments.get(DATA));
    if (!value.type().equals("dictionary")) {
      return Optional.empty();
    }
    for (PythonNode pair : pairs()) {
      if (string(pair.field("key")).filter(folder.name()::equals).isPresent()) {
        PythonNode list = pair.field("value");
        return list.type().equals("list")
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

  private byte[] into(PythonNode brackets, String item) {
    List<PythonNode> items =
        brackets.children().stream()
            .filter(node -> node.isNamed() && !node.type().equals("comment"))
            .toList();
    return items.isEmpty()
        ? inserted(brackets.start() + 1, item)
        : after(items.get(items.size() - 1), item);
  }

  /** On a line of its own where the one before it is. */
  private byte[] after(PythonNode node, String item) {
    int start = node.start();
    while (start > 0 && (bytes[start - 1] == ' ' || bytes[start - 1] == '\t')) {
      start--;
    }
    boolean ownLine = start > 0 && bytes[start - 1] == '\n';
    String end = start > 1 && bytes[start - 2] == '\r' ? "\r\n" : "\n";
    String indent = ownLine ? end + source.text(start, node.start()) : " ";
    return inserted(node.end(), "," + indent + item);
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

  private List<PythonNode> pairs() {
    return namesData()
        ? value(arguments.get(DATA)).children().stream()
            .filter(node -> node.type().equals("pair"))
            .toList()
        : List.of();
  }

  private List<String> strings(PythonNode list) {
    return list.children().stream().flatMap(node -> string(node).stream()).toList();
  }

  private Optional<String> string(PythonNode node) {
    var matcher = STRING.matcher(text(node));
    return node.type().equals("string") && matcher.matches()
        ? Optional.of(matcher.group(2))
        : Optional.empty();
  }

  private static PythonNode value(PythonNode argument) {
    return argument.field("value");
  }

  private String text(PythonNode node) {
    return source.text(node);
  }
}
