package tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the files of this project are, for tests that run its scripts or read its examples. */
final class Checkout {
  private Checkout() {}

  /** The top folder: the current one, or the nearest above it that holds the wrapper and lib. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("lib/console/package-info.java")))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    here + " is not in a checkout of alembic_squash; run the tests from its top"));
  }
}
