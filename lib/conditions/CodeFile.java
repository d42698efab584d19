package conditions;

import java.util.Map;
import source.CodeUnits;
import source.CodeUnits.Unit;
import source.PythonNode;
import source.PythonSource;
import source.QualifiedNames;

/**
 * A Python file that squashed revisions run.
 *
 * @param source the file
 * @param units its functions, classes and variables
 * @param names what its names stand for
 */
record CodeFile(PythonSource source, Map<String, Unit> units, QualifiedNames names) {
  static CodeFile of(PythonSource source) {
    return new CodeFile(source, CodeUnits.outline(source), new QualifiedNames(source));
  }

  String path() {
    return source.path();
  }

  String text(PythonNode node) {
    return node.isAbsent() ? "" : source.text(node);
  }

  /** The function that a node stands in; absent where it is in none. */
  static PythonNode function(PythonNode node) {
    PythonNode outer = node.parent();
    while (!outer.isAbsent() && !outer.is("function_definition")) {
      outer = outer.parent();
    }
    return outer;
  }

  /** The function that a node stands in, else the file. */
  PythonNode scope(PythonNode node) {
    PythonNode function = function(node);
    return function.isAbsent() ? source.root() : function;
  }
}
