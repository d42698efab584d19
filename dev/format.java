///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED
//DEPS com.google.googlejavaformat:google-java-format:1.28.0
//SOURCES SourceFile.java

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** Formats every Java file below its header, or those whose paths hold one of the arguments. */
public final class format {
  private format() {}

  /** Prints the files that changed. */
  public static void main(String... names) throws IOException {
    boolean understood = true;
    for (SourceFile file : SourceFile.all(SourceFile.projectRoot())) {
      if (names.length == 0 || Stream.of(names).anyMatch(file.path().toString()::contains)) {
        understood &= formatted(file);
      }
    }
    System.exit(understood ? 0 : 1);
  }

  private static boolean formatted(SourceFile file) throws IOException {
    try {
      String formatted = file.formatted();
      if (!formatted.equals(Files.readString(file.root().resolve(file.path())))) {
        Files.writeString(file.root().resolve(file.path()), formatted);
        System.out.println(file.path());
      }
      return true;
    } catch (FormatterException notJava) {
      List<String> reasons = notJava.diagnostics().stream().map(Object::toString).toList();
      System.out.println(file.path() + ":" + String.join("; ", reasons));
      return false;
    }
  }
}
