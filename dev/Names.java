import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What a file's code names; its comments do not count.
 *
 * @param simple every identifier, classes of the same package among them
 * @param qualified every name with a dot, imports among them, as {@code console.Failure}
 */
record Names(Set<String> simple, Set<String> qualified) {

  /** The names in this file. */
  static Names in(SourceFile file) {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostic -> {}, List.of(), null, List.of(object(file)));
    Names names = new Names(new LinkedHashSet<>(), new LinkedHashSet<>());
    try {
      for (CompilationUnitTree unit : task.parse()) {
        names.collector().scan(unit, null);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.path() + " cannot be read", unreadable);
    }
    return names;
  }

  private TreeScanner<Void, Void> collector() {
    return new TreeScanner<>() {
      @Override
      public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
        simple.add(identifier.getName().toString());
        return super.visitIdentifier(identifier, null);
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
        qualified.add(select.toString());
        return super.visitMemberSelect(select, null);
      }
    };
  }

  private static JavaFileObject object(SourceFile file) {
    URI uri = file.root().resolve(file.path()).toUri();
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return file.text();
      }
    };
  }
}
