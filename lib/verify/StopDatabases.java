package verify;

import console.Failure;
import engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import migrations.AlembicRun;
import migrations.Target;
import postgres.ConnectionParameters;
import postgres.SharedObjects;
import postgres.ThrowawayDatabase;
import project.BuildProgress;
import project.Project;

/**
 * Databases of the originals as they were deployed. The originals run once, from stop to stop, and
 * databases are copied there, where a copy within its server is as good as one that was built:
 * where migrations change nothing that all databases of a server share, or that no copy has.
 */
final class StopDatabases {
  private static final String LOG = "Alembic's output is in .alembic_squash/logs/releases.log.";

  private static final String OWN =
      """
      SELECT EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = d.oid)
        OR d.datacl IS NOT NULL OR shobj_description(d.oid, 'pg_database') IS NOT NULL
      FROM pg_database d WHERE d.datname = current_database()
      """;

  private final Project project;
  private final Engine engine;
  private final ProjectState original;
  private final Map<Stop, ThrowawayDatabase> reached = new LinkedHashMap<>();
  private Optional<SharedObjects> shared = Optional.empty();
  private final Map<Stop, List<ThrowawayDatabase>> copies = new ConcurrentHashMap<>();
  private Optional<String> root = Optional.empty();
  private int count;

  StopDatabases(Project project, Engine engine, ProjectState original) {
    this.project = project;
    this.engine = engine;
    this.original = original;
  }

  /** One that is built for this alone. */
  ThrowawayDatabase alone(Stop stop) {
    List<String> heads = List.copyOf(new TreeSet<>(stop.heads()));
    BuildProgress progress = progress();
    ThrowawayDatabase built =
        engine.migrated(original.tree(), Target.revision(heads.get(0)), progress.watch());
    upgrade(built, heads.subList(1, heads.size()))
        .ifPresent(
            why -> {
              throw new Failure("the originals do not lead to " + stop.name() + ": " + why, LOG);
            });
    return built;
  }

  /**
   * A copy of one. The first is to be asked for in the order of the stops' size.
   *
   * @return empty if none is as good as one that is built
   */
  synchronized Optional<ThrowawayDatabase> copy(Stop stop) {
    if (!engine.reachesSiblings()) {
      return Optional.empty();
    }
    Optional<ThrowawayDatabase> template =
        Optional.ofNullable(reached.get(stop)).or(() -> reach(stop)).filter(this::isLikeItsCopies);
    Optional<ThrowawayDatabase> copy = template.map(this::copied);
    copy.ifPresent(made -> copies.computeIfAbsent(stop, none -> new ArrayList<>()).add(made));
    return copy;
  }

  /** Drops the copies of a stop. */
  void dropCopies(Stop stop) {
    Optional.ofNullable(copies.remove(stop)).ifPresent(all -> all.forEach(each -> each.drop()));
  }

  /** Goes on from the nearest stop below. */
  private Optional<ThrowawayDatabase> reach(Stop stop) {
    Optional<Stop> below = below(stop);
    ThrowawayDatabase database =
        below.map(reached::get).map(this::copied).orElseGet(() -> alone(stop));
    Optional<String> failed =
        below.flatMap(other -> upgrade(database, new TreeSet<>(stop.heads())));
    if (failed.isEmpty()) {
      reached.put(stop, database);
    }
    return Optional.of(database).filter(there -> failed.isEmpty());
  }

  /** Whether nothing was seen that all databases of the server share, or that no copy has. */
  private boolean isLikeItsCopies(ThrowawayDatabase database) {
    ConnectionParameters superuser = database.server().superuser().orElseThrow();
    SharedObjects now = SharedObjects.of(superuser);
    if (shared.isEmpty()) {
      shared = Optional.of(now);
    }
    return now.changes(shared.get()).isEmpty() && !hasItsOwn(database);
  }

  private static boolean hasItsOwn(ThrowawayDatabase database) {
    try (var session = database.session()) {
      return session.isSo(OWN);
    }
  }

  /** The largest stop so far that comes before it. */
  private Optional<Stop> below(Stop stop) {
    Set<String> applied = Stops.applied(stop.heads(), original.graph());
    Stop best = null;
    int size = 0;
    for (Stop other : reached.keySet()) {
      Set<String> its = Stops.applied(other.heads(), original.graph());
      if (applied.containsAll(its) && its.size() > size) {
        best = other;
        size = its.size();
      }
    }
    return Optional.ofNullable(best);
  }

  /** Why it could not be upgraded; empty if it was. */
  private Optional<String> upgrade(ThrowawayDatabase database, Iterable<String> heads) {
    for (String head : heads) {
      AlembicRun run =
          engine.alembic(original.tree(), database, progress().watch(), List.of("upgrade", head));
      if (!run.succeeded()) {
        return Optional.of(run.output());
      }
    }
    return Optional.empty();
  }

  private ThrowawayDatabase copied(ThrowawayDatabase template) {
    String first = root.orElseGet(() -> template.owner().database());
    root = Optional.of(first);
    return template.copied(first + "_" + ++count);
  }

  private BuildProgress progress() {
    return project.progress("releases", original.graph(), 0);
  }
}
