package process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fusesource.jansi.internal.OSInfo;

/**
 * The parts of libraries that are machine code, kept in the user's cache. Libraries would unpack
 * them into the folder for temporary files each time, where one that is killed leaves them.
 */
public final class NativeLibraries {
  private static final String FOLDER = "libraries";
  private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rwx------");

  private NativeLibraries() {}

  /** Has Jansi take its part from there; to be called before Jansi is used. */
  public static void keepJansi() {
    String name = System.mapLibraryName("jansi").replace(".dylib", ".jnilib");
    kept("org/fusesource/jansi/internal/native/"
            + OSInfo.getNativeLibFolderPathForCurrentOS()
            + "/"
            + name)
        .ifPresent(file -> System.setProperty("library.jansi.path", file.getParent().toString()));
  }

  /**
   * Has tree-sitter take its parts from there; to be called before it is used.
   *
   * @param languages the names of its grammars: {@code python}
   */
  public static void keepTreeSitter(String... languages) {
    Optional<Path> parser = kept(treeSitter(""));
    boolean all =
        Arrays.stream(languages).allMatch(name -> kept(treeSitter("-" + name)).isPresent());
    if (parser.isPresent() && all) {
      Path folder = parser.get().getParent().getParent();
      System.setProperty("tree-sitter-lib", folder.toString());
    }
  }

  /** As its own loader calls them. */
  private static String treeSitter(String language) {
    boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    String arch = System.getProperty("os.arch");
    return "lib/"
        + (arch.equals("amd64") ? "x86_64" : arch)
        + (isMac ? "-macos" : "-linux-gnu")
        + "-tree-sitter"
        + language
        + (isMac ? ".dylib" : ".so");
  }

  /**
   * One of them, unpacked if it is not there as it should be.
   *
   * @return empty if there is none for this machine, or the cache is not ours to write: then the
   *     library unpacks its own
   */
  private static Optional<Path> kept(String resource) {
    try (InputStream packed =
        NativeLibraries.class.getClassLoader().getResourceAsStream(resource)) {
      if (packed == null) {
        return Optional.empty();
      }
      byte[] bytes = packed.readAllBytes();
      Path file = own(UserCache.folder()).resolve(resource);
      if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
        replace(file, bytes);
      }
      return Optional.of(file);
    } catch (IOException | UnsupportedOperationException refused) {
      return Optional.empty();
    }
  }

  /** Nobody else may put code there that we would run. */
  private static Path own(Path cache) throws IOException {
    Files.createDirectories(cache);
    Path folder = cache.resolve(FOLDER);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ALL));
    }
    boolean isOurs =
        Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder).getName().equals(System.getProperty("user.name"))
            && EnumSet.copyOf(ALL).containsAll(Files.getPosixFilePermissions(folder));
    if (!isOurs) {
      throw new IOException(folder + " is not ours alone");
    }
    return folder;
  }

  /** Another process may load the old one: it keeps what it has. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
