package imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import source.ModuleReference;
import source.ModuleReference.Span;
import source.PythonModules;
import source.PythonNode;
import source.PythonSource;
import source.SourceEdit;

/** Has a Python file name another module where it named one, in the same way. */
final class ImportEdit {
  private static final String PACKAGE = "/__init__.py";

  private final PythonSource source;
  private final SourceEdit edit;

  ImportEdit(PythonSource source, byte[] bytes) {
    this.source = source;
    this.edit = new SourceEdit(bytes);
  }

  /**
   * Whether a reference can name another file in its own way.
   *
   * @param module the names of the module that it means, from the root
   * @param path the other file
   */
  static boolean canRename(ModuleReference reference, List<String> module, String path) {
    return renamed(reference, module, path)
        .filter(names -> isWritable(reference, names))
        .isPresent();
  }

  private static boolean isWritable(ModuleReference reference, List<String> names) {
    boolean samePackage = parent(names).equals(parent(reference.names()));
    return switch (reference.form()) {
      case REVISION, FILE_NAME -> false;
      case ONE_MEMBER -> samePackage;
      case MEMBER -> samePackage || names.size() > 1;
      default -> true;
    };
  }

  /** What stands in front of the names of both, the folder that Python looks in, is the same. */
  private static Optional<List<String>> renamed(
      ModuleReference reference, List<String> module, String path) {
    List<String> names = reference.names();
    List<String> other = PythonModules.names(path);
    if (reference.level() > 0) {
      return parent(other).equals(parent(module))
          ? Optional.of(joined(parent(names), List.of(last(other))))
          : Optional.empty();
    }
    int shared = Math.min(names.size(), module.size());
    List<String> root = module.subList(0, module.size() - shared);
    boolean reachable = other.size() > root.size() && other.subList(0, root.size()).equals(root);
    return reachable
        ? Optional.of(
            joined(
                names.subList(0, names.size() - shared), other.subList(root.size(), other.size())))
        : Optional.empty();
  }

  /** Names another file; it has to be possible. */
  void rename(ModuleReference reference, List<String> module, String path) {
    List<String> names = renamed(reference, module, path).orElseThrow();
    Span span = reference.span();
    switch (reference.form()) {
      case IMPORT -> renameImport(reference, names);
      case ALIASED -> edit.replace(span, dotted(names));
      case FROM -> edit.replace(span, ".".repeat(reference.level()) + dotted(names));
      case MEMBER, ONE_MEMBER -> renameMember(reference, names);
      case PATH ->
          renameText(
              span,
              String.join("/", reference.names()) + ".py",
              String.join("/", names) + (path.endsWith(PACKAGE) ? PACKAGE : ".py"));
      default -> renameText(span, dotted(reference.names()), dotted(names));
    }
  }

  private void renameImport(ModuleReference reference, List<String> names) {
    List<String> old = reference.names();
    if (old.size() == 1) {
      edit.replace(reference.span(), dotted(names) + " as " + old.get(0));
    } else {
      edit.replace(reference.span(), dotted(names));
      uses(source.root(), dotted(old)).forEach(use -> edit.replace(use, dotted(names)));
    }
  }

  private void renameMember(ModuleReference reference, List<String> names) {
    String old = last(reference.names());
    Span span = reference.span();
    String written = source.text(span.start(), span.end());
    String alias = written.equals(old) ? " as " + old : written.substring(old.length());
    edit.replace(span, last(names) + alias);
    if (!parent(names).equals(parent(reference.names()))) {
      reference.from().ifPresent(module -> edit.replace(module, dotted(parent(names))));
    }
  }

  private void renameText(Span span, String old, String text) {
    String literal = source.text(span.start(), span.end());
    int at = literal.lastIndexOf(old);
    if (at < 0) {
      throw source.wrong(
          span.start(),
          "the name of a squashed revision's module cannot be written anew here",
          HelperModules.COPY);
    }
    edit.replace(span, literal.substring(0, at) + text + literal.substring(at + old.length()));
  }

  private List<Span> uses(PythonNode node, String dotted) {
    List<Span> uses = new ArrayList<>();
    if (node.type().equals("attribute") && source.text(node).equals(dotted)) {
      uses.add(new Span(node.start(), node.end()));
    } else {
      node.children().forEach(child -> uses.addAll(uses(child, dotted)));
    }
    return uses;
  }

  byte[] applied() {
    return edit.applied(source.charset());
  }

  private static String dotted(List<String> names) {
    return String.join(".", names);
  }

  private static String last(List<String> names) {
    return names.get(names.size() - 1);
  }

  private static List<String> parent(List<String> names) {
    return names.subList(0, names.size() - 1);
  }

  private static List<String> joined(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
