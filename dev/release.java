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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds what a release publishes into a folder, and prints the paths: the wheel, one jar for
 * {@code jbang alembic_squash.jar}, a catalog whose aliases are that jar, and their checksums. The
 * same commit and the same JDK make the same bytes.
 */
public final class release {
  private static final String CATALOG =
      """
      {
        "aliases": {
          "alembic_squash": {
            "script-ref": "alembic_squash.jar",
            "description": "Squash Alembic migrations into one baseline, and prove that nothing changed",
            "java-options": [%1$s]
          },
          "dump_baseline": {
            "script-ref": "alembic_squash.jar",
            "main": "dump_baseline",
            "description": "Dump a schema fit for a migration, from a Dockerfile or any server",
            "java-options": [%1$s]
          }
        }
      }
      """;

  private release() {}

  /** Exits with 2 unless a folder is named. */
  public static void main(String... folders) throws IOException {
    if (folders.length != 1 || folders[0].startsWith("-")) {
      System.err.println("release: name the folder to build the release into");
      System.exit(2);
    }
    Path root = SourceFile.projectRoot();
    ToolJar tool = new ToolJar(root, SourceFile.all(root));
    byte[] jar = tool.bytes();
    PythonWheel python = new PythonWheel(root, tool.version(), jar, tool.javaOptions());
    Map<String, byte[]> files = new TreeMap<>();
    files.put(ToolJar.NAME, jar);
    files.put(python.fileName(), python.bytes());
    files.put("jbang-catalog.json", text(CATALOG.formatted(quoted(tool))));
    files.put("SHA256SUMS", text(sums(files)));
    Path folder = Files.createDirectories(Path.of(folders[0]));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      System.out.println(Files.write(folder.resolve(file.getKey()), file.getValue()));
    }
  }

  private static String quoted(ToolJar tool) {
    return String.join(
        ", ", tool.javaOptions().stream().map(option -> '"' + option + '"').toList());
  }

  private static String sums(Map<String, byte[]> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (name, bytes) ->
            lines
                .append(HexFormat.of().formatHex(PythonWheel.sha256(bytes)))
                .append("  ")
                .append(name)
                .append('\n'));
    return lines.toString();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
