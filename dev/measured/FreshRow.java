package measured;

import engine.LocalClusters;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import postgres.ConnectionParameters;
import postgres.LocalCluster;
import process.TemporaryFolder;

/** What it is all for: a new database, before and after. */
public final class FreshRow implements Row {
  private static final List<Integer> REVISIONS = List.of(150, 50, 500, 1500);
  private static final String DATABASE = "app";

  @Override
  public String name() {
    return "fresh";
  }

  @Override
  public String about() {
    return "fresh-REVISIONS-light|heavy: alembic upgrade head of an empty database, before the"
        + " squash and after";
  }

  @Override
  public List<String> sizes() {
    return GeneratedProject.sizes(name(), REVISIONS).toList();
  }

  @Override
  public List<Result> measure(Workplace workplace, String size) throws Exception {
    try (TemporaryFolder folder = new TemporaryFolder("fresh");
        LocalClusters clusters = new LocalClusters(workplace.postgres())) {
      GeneratedProject project = GeneratedProject.create(workplace, folder.path(), size).squashed();
      LocalCluster cluster = clusters.start();
      ConnectionParameters superuser = cluster.superuser().orElseThrow();
      Callable<?> emptied =
          () ->
              cluster
                  .client(
                      "psql",
                      superuser,
                      List.of(
                          "--command=DROP DATABASE IF EXISTS " + DATABASE,
                          "--command=CREATE DATABASE " + DATABASE))
                  .check();
      String url =
          "postgresql+psycopg2://%s:%s@%s:%d/%s"
              .formatted(
                  superuser.user(),
                  superuser.password(),
                  superuser.host(),
                  superuser.port(),
                  DATABASE);
      Path originals = project.originals();
      return workplace.measured(
          new Contest(size)
              .floor("before", emptied, project.upgrade(originals, url)::run)
              .add("after", emptied, project.upgrade(project.repository().folder(), url)::run));
    }
  }
}
