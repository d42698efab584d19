package conditions;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import source.CodeUnits;
import source.CodeUnits.Unit;
import source.PythonNode;
import source.PythonSource;
import source.QualifiedNames;

/**
 * A Python file that squashed revisions run.
 *
 * @param path its path
 * @param source the file, open
 * @param units its functions, classes and variables
 * @param names what its names stand for
 */
record CodeFile(String path, PythonSource source, Map<String, Unit> units, QualifiedNames names) {

  private static final Pattern TELLING =
      Pattern.compile(
          "(?i)environ|getenv|decouple|BaseSettings|current_app|platform|gethost|getfqdn|getuser"
              + "|getlogin|getuid|uname|os\\.name|cpu_count|getnode|getlocale|getdefaultlocale|tzname"
              + "|exists|is_file|is_dir|isfile|isdir|iterdir|listdir|scandir|glob|open\\(|read_text|read_bytes"
              + "|which\\(|find_spec|pkg_resources|importlib|ImportError|ModuleNotFound"
              + "|has_(table|index|sequence|schema|type)|get_(table|view|materialized_view|schema"
              + "|sequence)_names|get_(columns|indexes|foreign_keys|\\w+_constraints?|enums)"
              + "|server_version|\\.url\\b|get_(main|section|alembic)_option|attributes|begin_nested"
              + "|autocommit|savepoint|\\bpg_|information_schema|to_reg|session_user"
              + "|current_(setting|user|database|role|catalog|schema)|version\\s*\\(|\\bshow\\s"
              + "|has_\\w+_privilege|inet_|exception\\s+when|\\.sql\\b");

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)^\\s*(?:from|import)\\s+(?!(?:alembic|sqlalchemy|typing|datetime|uuid|json|logging|re|os|sys"
              + "|enum|collections|__future__|time|hashlib|secrets|string|decimal|itertools)\\b)");

  /** Opens a file. */
  static CodeFile open(String path, byte[] bytes) {
    PythonSource source = new PythonSource(path, bytes);
    return new CodeFile(path, source, CodeUnits.outline(source), new QualifiedNames(source));
  }

  /** Whether a file has a word that may ask for something of the place; others are not parsed. */
  static boolean isTelling(String text) {
    return TELLING.matcher(text).find();
  }

  /** Whether a file imports something beside what scripts of revisions usually do. */
  static boolean importsMore(String text) {
    return IMPORT.matcher(text).find();
  }

  /** The line of a node. */
  int line(PythonNode node) {
    return source.line(node.start());
  }

  /** The function that a node stands in. */
  static Optional<PythonNode> function(PythonNode node) {
    PythonNode outer = node.parent();
    while (!outer.isAbsent()) {
      if (outer.type().equals("function_definition")) {
        return Optional.of(outer);
      }
      outer = outer.parent();
    }
    return Optional.empty();
  }
}
