///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//COMPILE_OPTIONS -encoding UTF-8
//DEPS com.google.googlejavaformat:google-java-format:1.28.0
//SOURCES Commands.java
//SOURCES PythonWheel.java
//SOURCES SourceFile.java
//SOURCES ToolJar.java
//SOURCES Zip.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds the wheel {@code alembic-squash} into a folder, and prints its path. */
public final class wheel {
  private wheel() {}

  /** Exits with 2 unless a folder is named. */
  public static void main(String... folders) throws IOException {
    if (folders.length != 1 || folders[0].startsWith("-")) {
      System.err.println("wheel: name the folder to build the wheel into");
      System.exit(2);
    }
    Path root = SourceFile.projectRoot();
    ToolJar jar = new ToolJar(root, SourceFile.all(root));
    PythonWheel wheel = new PythonWheel(root, jar.version(), jar.bytes(), jar.javaOptions());
    Path file = Files.createDirectories(Path.of(folders[0])).resolve(wheel.fileName());
    System.out.println(Files.write(file, wheel.bytes()));
  }
}
