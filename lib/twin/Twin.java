package twin;

import console.Failure;
import engine.Engine;
import engine.ExtraRows;
import engine.Installation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import postgres.ThrowawayDatabase;

/**
 * What the originals build for another installation: what two builds of one installation agree on
 * and this one has otherwise is of the place and the day, not of the migrations.
 *
 * @param built the database; empty if none can be built so
 * @param obstacle why not, or why the names are the same; empty if nothing stood in the way
 */
public record Twin(Optional<Built> built, Optional<String> obstacle) {
  /** What it is called in steps and ways. */
  public static final String NAME = "for another installation";

  /**
   * A database.
   *
   * @param engine that of the other installation
   * @param how what it has of its own
   * @param database the originals'
   * @param today the days on which the originals may be built here, in this or that time zone, and
   *     the same there
   */
  public record Built(
      Engine engine, Installation how, ThrowawayDatabase database, List<Day> today) {
    /** Keeps a copy. */
    public Built {
      today = List.copyOf(today);
    }

    /** Its clock, which definitions have traces of. */
    public ClockShift clock() {
      return new ClockShift(how.days());
    }

    /** What installation it is, in a few words. */
    public String described() {
      return "an installation of another "
          + (how.hasOtherNames() ? "role, database and day" : "day");
    }
  }

  /** Builds with other names and with rows of its own, else without what does not build so. */
  public static Twin of(Engine engine, Function<Engine, ThrowawayDatabase> build) {
    Instant now = Instant.now();
    ClockShift clock = ClockShift.after(LocalDate.ofInstant(now, ZoneId.systemDefault()));
    List<Day> today = today(now, clock.days());
    Optional<String> first = Optional.empty();
    for (boolean hasOtherNames : new boolean[] {true, false}) {
      for (boolean hasOwnRows : new boolean[] {true, false}) {
        ExtraRows own = new ExtraRows();
        Installation how =
            new Installation(
                clock.days(), hasOtherNames, Optional.of(own).filter(rows -> hasOwnRows));
        Optional<Engine> other = engine.elsewhere(how);
        if (other.isEmpty()) {
          break;
        }
        try {
          ThrowawayDatabase database = build.apply(other.get());
          return new Twin(Optional.of(new Built(other.get(), how, database, today)), first);
        } catch (Failure refused) {
          first = first.or(() -> Optional.of(refused.getMessage()));
        }
        if (own.byTable().isEmpty()) {
          break; // The next would be the same.
        }
      }
    }
    return new Twin(Optional.empty(), first);
  }

  private static List<Day> today(Instant now, int days) {
    return Stream.of(ZoneOffset.UTC, ZoneId.systemDefault())
        .map(zone -> LocalDate.ofInstant(now, zone))
        .distinct()
        .map(day -> new Day("CURRENT_DATE", day, day.plusDays(days)))
        .toList();
  }

  /** What cannot be told of other installations, each in a sentence. */
  public List<String> notTold() {
    Optional<String> why = obstacle.map(reason -> ": the originals do not build so: " + reason);
    if (built.isEmpty()) {
      return why.map(reason -> "not tried " + NAME + reason).stream().toList();
    }
    Installation how = built.get().how();
    if (how.hasOtherNames() && how.ownRows().isPresent()) {
      return List.of();
    }
    String what =
        how.hasOtherNames()
            ? "a row more in tables that were there before"
            : "another role and database";
    return List.of("not tried with " + what + why.orElse(", whose names this engine gives"));
  }
}
