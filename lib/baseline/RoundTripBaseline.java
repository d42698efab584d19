package baseline;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import pgdump.DefinedSecrets;
import pgdump.Dump;
import pgdump.DumpEntry;
import pgdump.RoundTripText;
import postgres.ThrowawayDatabase;
import preexisting.ScratchLoad;
import statements.Baseline;
import statements.BaselineStatement;
import statements.SqlStatement;

/**
 * Makes a baseline whose objects PostgreSQL prints as it printed the originals, so that a new
 * deployment's dumps are the same as an old one's. What pg_dump writes is parsed to another tree
 * for some expressions; another text is tried on the server, and kept only where the catalog then
 * says what it said before.
 */
final class RoundTripBaseline {
  private final Baseline baseline;
  private final Map<String, String> wanted;
  private final ScratchLoad rehearsal;

  /**
   * A baseline to make stable.
   *
   * @param cut the database that it is to make again
   * @param rehearsal where texts are tried
   */
  RoundTripBaseline(Baseline baseline, ThrowawayDatabase cut, ScratchLoad rehearsal) {
    this.baseline = baseline;
    this.rehearsal = rehearsal;
    this.wanted = printed(cut);
  }

  /**
   * Finds the texts.
   *
   * @return the baseline with those that work in place of pg_dump's; the same if it does not load,
   *     which is for its own check to say
   */
  Baseline found() {
    Optional<Set<String>> unstable = differing(baseline);
    if (unstable.isEmpty() || unstable.get().isEmpty()) {
      return baseline;
    }
    Baseline tried = rewritten(unstable.get());
    Optional<Set<String>> left = differing(tried);
    if (left.isEmpty()) {
      return oneByOne(unstable.get());
    }
    Set<String> better = new HashSet<>(unstable.get());
    better.removeAll(left.get());
    return better.equals(unstable.get()) ? tried : rewritten(better);
  }

  /** Where one of the texts does not load, each is tried alone. */
  private Baseline oneByOne(Set<String> unstable) {
    Set<String> better = new HashSet<>();
    for (String title : unstable) {
      differing(rewritten(Set.of(title)))
          .filter(left -> !left.contains(title))
          .ifPresent(left -> better.add(title));
    }
    return rewritten(better);
  }

  private Baseline rewritten(Set<String> titles) {
    UnaryOperator<BaselineStatement> rewrite =
        statement ->
            statement instanceof SqlStatement said && titles.contains(said.title())
                ? said.with(RoundTripText.of(said.sql()))
                : statement;
    return baseline.with(baseline.statements().stream().map(rewrite).toList());
  }

  /** The titles of objects that are printed otherwise once loaded; empty if it does not load. */
  private Optional<Set<String>> differing(Baseline tried) {
    return rehearsal
        .of(tried, this::printed)
        .map(
            found -> {
              Set<String> differing = new HashSet<>();
              wanted.forEach(
                  (title, text) -> {
                    if (!text.equals(found.get(title))) {
                      differing.add(title);
                    }
                  });
              return differing;
            });
  }

  private Map<String, String> printed(ThrowawayDatabase database) {
    Map<String, String> definitions = new TreeMap<>();
    Dump dump = DefinedSecrets.without(Dump.parse(database.dump("--schema-only")));
    for (DumpEntry entry : dump.entries()) {
      String title = BaselineStatement.onOneLine(entry.key().toString());
      definitions.merge(title, entry.definition(), (one, other) -> one + "\n\n" + other);
    }
    return definitions;
  }
}
