package project;

import engine.Engines;
import java.util.Iterator;
import java.util.List;

/** The words that options take, for picocli, which makes these by their constructors. */
final class Choices {
  private Choices() {}

  /** Of {@code --engine}. */
  static final class OfEngines implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Engines.NAMES.iterator();
    }
  }

  /** Of {@code --deployed}. */
  static final class OfDeployed implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("revisions", "releases").iterator();
    }
  }

  /** Of {@code --session-settings}. */
  static final class OfSessionSettings implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("carry", "leave").iterator();
    }
  }
}
