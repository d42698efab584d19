package project;

import engine.Engine;
import engine.EngineSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import migrations.ProjectTree;
import postgres.ThrowawayDatabase;
import process.TemporaryFolder;
import twin.Twin;

/**
 * What the phases of one run share: the engine, and the originals' databases that one of them built
 * and left as they were. It has none of them until it is {@link #begin begun}.
 */
public final class SharedBuilds implements AutoCloseable {
  private boolean begun;
  private Optional<Kept> engine = Optional.empty();
  private Optional<Originals> originals = Optional.empty();
  private Optional<Exported> exported = Optional.empty();

  private record Kept(EngineSettings settings, Engine engine) {}

  private record Exported(TemporaryFolder folder, String commit, ProjectTree tree) {}

  /**
   * What the originals built at the cut, which nobody has changed since.
   *
   * @param commit the commit of their files
   * @param cut the revision that they are at
   * @param first a database
   * @param second another one
   * @param ordinary one by a role like production's
   * @param twin one for another installation
   * @param from when the first of them was begun
   */
  public record Originals(
      String commit,
      String cut,
      ThrowawayDatabase first,
      ThrowawayDatabase second,
      OrdinaryRole ordinary,
      Twin twin,
      Instant from) {}

  /**
   * An engine in use.
   *
   * @param engine builds databases
   * @param isShared whether others use it after this
   */
  public record Opened(Engine engine, boolean isShared) implements AutoCloseable {
    @Override
    public void close() {
      if (!isShared) {
        engine.close();
      }
    }
  }

  /** From now on, phases share. */
  void begin() {
    begun = true;
  }

  /** The engine of these settings: the one in use, where phases share and it has the same. */
  Opened open(EngineSettings settings, Supplier<Engine> pick) {
    if (!begun) {
      return new Opened(pick.get(), false);
    }
    Optional<Engine> known =
        engine.filter(kept -> kept.settings().equals(settings)).map(Kept::engine);
    if (known.isEmpty()) {
      close();
      engine = Optional.of(new Kept(settings, pick.get()));
    }
    return new Opened(engine.orElseThrow().engine(), true);
  }

  /**
   * The files of a commit, for builds alone: those that are there already, where phases share.
   *
   * @param own where they go, where phases do not share
   * @param export writes them into a folder that is not there yet
   */
  ProjectTree tree(String commit, Path own, Function<Path, ProjectTree> export) {
    if (!begun) {
      return export.apply(own);
    }
    Optional<ProjectTree> known =
        exported.filter(files -> files.commit().equals(commit)).map(Exported::tree);
    if (known.isEmpty()) {
      exported.map(Exported::folder).ifPresent(TemporaryFolder::close);
      TemporaryFolder folder = new TemporaryFolder("originals");
      exported =
          Optional.of(new Exported(folder, commit, export.apply(folder.path().resolve("tree"))));
    }
    return exported.orElseThrow().tree();
  }

  /** Keeps databases for a later phase, if there is one. */
  public void keep(Originals built) {
    originals = Optional.of(built).filter(some -> begun);
  }

  /**
   * Hands over the databases of a commit at a revision, once: whoever takes them may change them.
   *
   * @param by the engine that they have to be of
   */
  public Optional<Originals> take(Engine by, String commit, String cut) {
    Optional<Originals> taken =
        originals
            .filter(built -> engine.filter(kept -> kept.engine() == by).isPresent())
            .filter(built -> built.commit().equals(commit) && built.cut().equals(cut));
    originals = Optional.empty();
    return taken;
  }

  @Override
  public void close() {
    originals = Optional.empty();
    engine.map(Kept::engine).ifPresent(Engine::close);
    engine = Optional.empty();
    exported.map(Exported::folder).ifPresent(TemporaryFolder::close);
    exported = Optional.empty();
  }
}
