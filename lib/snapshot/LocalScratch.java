package snapshot;

import engine.LocalClusters;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import postgres.PostgresInstallation;
import postgres.Server;
import postgres.Session;
import postgres.Sql;
import postgres.ThrowawayDatabase;

/**
 * Scratch databases in a throwaway cluster of this machine, for databases on servers that are only
 * read. The roles and tablespaces that their dumps name are made there first.
 */
public final class LocalScratch implements ScratchSpace, AutoCloseable {
  private final LocalClusters clusters;
  private final Set<String> roles = new TreeSet<>();
  private final Set<String> tablespaces = new TreeSet<>();
  private Optional<Server> server = Optional.empty();

  /** A space on this machine; nothing starts before it is needed. */
  public LocalScratch(PostgresInstallation postgres) {
    this.clusters = new LocalClusters(postgres);
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public synchronized void provide(Facts facts) {
    for (Fact fact : facts.ofCluster()) {
      if (fact.kind().equals("role")) {
        roles.add(fact.identity());
      } else if (fact.kind().equals("tablespace")) {
        tablespaces.add(fact.identity());
      }
    }
  }

  @Override
  public synchronized ThrowawayDatabase empty(String name) {
    if (server.isEmpty()) {
      server = Optional.of(prepared());
    }
    return new ThrowawayDatabase(
            server.get(),
            server.get().superuser().orElseThrow(),
            Optional.empty(),
            Map.of(),
            Duration.ZERO)
        .scratch(name);
  }

  @Override
  public void close() {
    clusters.close();
  }

  private Server prepared() {
    Server started = clusters.start();
    try (Session session =
        started
            .superuser()
            .orElseThrow()
            .session(
                "the roles or tablespaces of the databases cannot be made in a scratch cluster",
                "Pass --scratch-on-server to restore on the databases' own servers.")) {
      for (String role : roles) {
        session.execute(
            "DO $$BEGIN IF to_regrole(%1$s) IS NULL THEN CREATE ROLE %2$s; END IF; END$$"
                .formatted(Sql.literal(role), role));
      }
      if (!tablespaces.isEmpty()) {
        session.execute("SET allow_in_place_tablespaces = on");
      }
      for (String tablespace : tablespaces) {
        session.execute("CREATE TABLESPACE " + Sql.identifier(tablespace) + " LOCATION ''");
      }
      return started;
    }
  }
}
