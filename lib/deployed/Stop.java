package deployed;

import alembic.RevisionScript;
import java.util.Optional;
import java.util.Set;

/**
 * Where the originals came by on their way from an empty database to head.
 *
 * @param revision the one that had just run; empty before the first
 * @param heads what the version table held then
 * @param definitions what the database had then
 */
record Stop(Optional<RevisionScript> revision, Set<String> heads, SchemaDefinitions definitions) {
  /** What it is called. */
  String title() {
    return revision.map(RevisionScript::title).orElse("before the first revision");
  }
}
