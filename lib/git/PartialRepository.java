package git;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A partial clone: an object that it lacks is fetched when it is read. */
final class PartialRepository extends FileRepository {
  private final PartialCloneObjects promised;

  private PartialRepository(BaseRepositoryBuilder<?, ?> options) throws IOException {
    super(options);
    promised = new PartialCloneObjects(this);
  }

  /** The repository that the builder describes, of this kind where it is a partial clone. */
  static Repository opened(FileRepositoryBuilder builder) throws IOException {
    Repository repository = builder.build();
    if (PartialCloneObjects.promisor(repository.getConfig()).isEmpty()) {
      return repository;
    }
    repository.close();
    return new PartialRepository(builder);
  }

  PartialCloneObjects promised() {
    return promised;
  }

  @Override
  public ObjectReader newObjectReader() {
    return new FetchingReader(super.newObjectReader(), promised);
  }

  private static final class FetchingReader extends ObjectReader.Filter {
    private final ObjectReader local;
    private final PartialCloneObjects promised;

    private FetchingReader(ObjectReader local, PartialCloneObjects promised) {
      this.local = local;
      this.promised = promised;
    }

    @Override
    protected ObjectReader delegate() {
      return local;
    }

    @Override
    public ObjectReader newReader() {
      return new FetchingReader(local.newReader(), promised);
    }

    /** Only trees and files are ever left out. */
    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
      try {
        return local.open(id, type);
      } catch (MissingObjectException missing) {
        if (type != Constants.OBJ_TREE && type != Constants.OBJ_BLOB) {
          throw missing;
        }
        promised.fetch(List.of(id.name()));
        return local.open(id, type);
      }
    }

    @Override
    public long getObjectSize(AnyObjectId id, int type) throws IOException {
      return open(id, type).getSize();
    }
  }
}
