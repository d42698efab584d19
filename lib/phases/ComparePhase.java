package phases;

import console.Console;
import console.ExitCode;
import console.Failure;
import console.SideBySide;
import engine.KilledRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import postgres.ExistingServer;
import postgres.PostgresInstallation;
import postgres.ThrowawayDatabase;
import proof.Comparison;
import proof.DatabaseComparison;
import proof.Verdict;
import proof.VerdictJson;
import proof.VerdictText;
import snapshot.LocalScratch;
import snapshot.ScratchSpace;
import snapshot.Snapshot;
import url.DatabaseUrl;

/** Compares any two databases as `verify` does, reading both and changing neither. */
public final class ComparePhase {
  private final Console console;
  private final Options options;

  /**
   * What to compare and how.
   *
   * @param schemaOnly leave rows, positions of sequences and large objects out
   * @param ignoredTables tables whose rows are left out, by schema and name
   * @param scratchOnServer restore dumps on the databases' own servers, not on this machine
   * @param json print the verdict as JSON
   */
  public record Options(
      boolean schemaOnly, Set<String> ignoredTables, boolean scratchOnServer, boolean json) {}

  public ComparePhase(Console console, Options options) {
    this.console = console;
    this.options = options;
  }

  /**
   * Compares.
   *
   * @param before the URL of a database, as libpq writes it
   * @param after the URL of another
   * @return {@link ExitCode#DIFFERENT} if they differ
   */
  public ExitCode run(String before, String after) {
    new KilledRuns(console).remove();
    DatabaseUrl url = DatabaseUrl.here();
    ThrowawayDatabase first = ExistingServer.at(url.read(before, "the first URL"));
    ThrowawayDatabase second = ExistingServer.at(url.read(after, "the second URL"));
    Comparison comparison =
        options.scratchOnServer() ? onServers(first, second) : here(first, second);
    Verdict verdict = verdict(comparison);
    VerdictText text = new VerdictText(verdict, console.style());
    List<String> lines =
        console.isVerbose()
            ? text.lines()
            : text.brief("-v prints all of them, and so does --json");
    lines.forEach(console::say);
    if (options.json()) {
      console.data(VerdictJson.text(verdict));
    } else {
      console.text(text.headline());
    }
    return verdict.kind() == Comparison.Kind.DIFFERENT ? ExitCode.DIFFERENT : ExitCode.DONE;
  }

  private Comparison onServers(ThrowawayDatabase first, ThrowawayDatabase second) {
    return compared(first, ScratchSpace.onServerOf(first), second, ScratchSpace.onServerOf(second));
  }

  private Comparison here(ThrowawayDatabase first, ThrowawayDatabase second) {
    PostgresInstallation postgres =
        PostgresInstallation.find()
            .orElseThrow(
                () ->
                    new Failure(
                        "PostgreSQL's programs were not found on this machine",
                        "Install them, or pass --scratch-on-server."));
    try (LocalScratch scratch = new LocalScratch(postgres)) {
      return compared(first, scratch, second, scratch);
    }
  }

  private Comparison compared(
      ThrowawayDatabase first,
      ScratchSpace firstScratch,
      ThrowawayDatabase second,
      ScratchSpace secondScratch) {
    Snapshot.Scope scope =
        new Snapshot.Scope(!options.schemaOnly(), false, options.ignoredTables());
    List<Snapshot> snapshots =
        console.step(
            "read both databases",
            () ->
                SideBySide.run(
                    List.of(
                        () -> Snapshot.of(first, firstScratch, scope),
                        () -> Snapshot.of(second, secondScratch, scope))));
    return console.step(
        "compare them", () -> DatabaseComparison.of(snapshots.get(0), snapshots.get(1)));
  }

  private Verdict verdict(Comparison comparison) {
    List<String> notCompared = new ArrayList<>();
    notCompared.add("roles that the databases do not name");
    notCompared.add("what belongs to no database: replication origins and slots, ALTER SYSTEM");
    notCompared.add("versions of collations: they are the operating systems'");
    if (options.schemaOnly()) {
      notCompared.add("rows, positions of sequences, large objects: --schema-only");
    }
    options
        .ignoredTables()
        .forEach(table -> notCompared.add("rows of " + table + ": --ignore-table"));
    return new Verdict(
        List.of(new Verdict.Way("as they are", "both databases", comparison)),
        List.of(),
        notCompared);
  }
}
