package generated;

import answers.ColumnOrDefinition;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rows.BuildWindow;
import rows.ColumnType;
import rows.EpochText;
import rows.MomentText;

/**
 * The moments of the build, and the expressions that give an installation its own: as values of
 * their types, as numbers of seconds, and inside texts.
 */
final class GeneratedMoments {
  private static final Pattern TIMESTAMP =
      Pattern.compile("timestamp(?:\\((\\d)\\))? with(?:out)? time zone");

  private static final Pattern NUMBER =
      Pattern.compile("integer|bigint|real|double precision|numeric(?:\\(.*\\))?");

  private static final int MICROSECONDS = 6;
  private static final int MILLISECONDS = 3;
  private static final String NOW = "now()";

  private final Generators generators;
  private final BuildWindow window;
  private final Map<ColumnOrDefinition, Set<String>> whole = new HashMap<>();
  private final Map<ColumnOrDefinition, Set<String>> texts = new HashMap<>();
  private final Map<Integer, Map<Instant, Integer>> ranks = new HashMap<>();

  /**
   * None yet.
   *
   * @param window when the two builds ran
   */
  GeneratedMoments(Generators generators, BuildWindow window) {
    this.generators = generators;
    this.window = window;
  }

  /**
   * Whether a cell is a moment of the build. A day can be a literal: where builds agree on it, it
   * is a moment only where that is the column's default.
   */
  boolean isWhole(ColumnOrDefinition place, String first, String second) {
    String type = generators.type(place);
    if (isEpoch(type, first)) {
      return second != null && isEpoch(type, second);
    }
    return BuildWindow.isMoment(type)
        && window.holds(first, type)
        && (!first.equals(second) || !type.equals("date") || generators.moment(place).isPresent());
  }

  private boolean isEpoch(String type, String text) {
    return (NUMBER.matcher(type).matches() || ColumnType.isText(type))
        && EpochText.of(text).filter(epoch -> window.holds(epoch.instant())).isPresent();
  }

  /** Takes note of a cell that is a moment. */
  void addWhole(ColumnOrDefinition place, String text) {
    whole.computeIfAbsent(place, created -> new HashSet<>()).add(text);
  }

  /** Takes note of a cell whose text holds moments, or is one. */
  void addWithin(ColumnOrDefinition place, String text) {
    texts.computeIfAbsent(place, created -> new HashSet<>()).add(text);
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return whole.isEmpty() && texts.isEmpty();
  }

  /** Whether a cell was noted as a moment. */
  boolean isWhole(ColumnOrDefinition place, String text) {
    return whole.getOrDefault(place, Set.of()).contains(text);
  }

  /** Whether a text was noted that is one moment and nothing else. */
  boolean isText(ColumnOrDefinition place, String text) {
    return in(place, text).stream().anyMatch(moment -> moment.text().equals(text));
  }

  /** The moments to generate in a text. */
  List<MomentText> in(ColumnOrDefinition place, String text) {
    return texts.getOrDefault(place, Set.of()).contains(text) ? within(text) : List.of();
  }

  /** All moments of the build in a text. */
  List<MomentText> within(String text) {
    return MomentText.in(text).stream()
        .filter(moment -> moment.isComplete() && window.holds(moment))
        .toList();
  }

  /** What gives a cell that is a moment; the column's default where it gives just that. */
  String expression(ColumnOrDefinition place, String text) {
    String type = generators.type(place);
    if (!BuildWindow.isMoment(type)) {
      EpochText epoch = EpochText.of(text).orElseThrow();
      return epoch(before(epoch.instant(), epoch.digits()), epoch);
    }
    // Whole seconds stay whole seconds
    boolean isCut = TIMESTAMP.matcher(type).matches() && digits(place) == 0;
    String now = generators.moment(place).orElse(isCut ? "date_trunc('second', now())" : NOW);
    return now
        + (TIMESTAMP.matcher(type).matches()
            ? before(MomentText.of(text).orElseThrow().instant(), digits(place))
            : "");
  }

  private static String epoch(String before, EpochText epoch) {
    String seconds = "extract(epoch FROM " + NOW + before + ")";
    return switch (epoch.digits()) {
      case 0 -> "floor(" + seconds + ")::bigint";
      case MILLISECONDS -> "floor(" + seconds + " * 1000)::bigint";
      default -> seconds;
    };
  }

  /**
   * What writes a moment as a text does. One without a time zone is in UTC if it can be, else in
   * the session's.
   */
  String expression(MomentText moment) {
    int digits = digits(moment);
    String before = before(moment.instant(), digits);
    String now = before.isEmpty() ? NOW : "(" + NOW + before + ")";
    String zone = moment.offset();
    String at =
        zone.isEmpty() && !window.holds(moment.instant())
            ? now
            : now + " AT TIME ZONE " + zone(zone);
    String fraction =
        switch (digits) {
          case 0 -> "";
          case MILLISECONDS -> ".MS";
          default -> ".US";
        };
    return "to_char(%s, 'YYYY-MM-DD%sHH24:MI:SS%s%s')"
        .formatted(at, quoted(moment.separator()), fraction, quoted(moment.zone()));
  }

  private static String zone(String offset) {
    return offset.isEmpty() || offset.equals("Z") || offset.matches("[+-]00:00")
        ? "'UTC'"
        : "INTERVAL '" + offset + "'";
  }

  /** Letters mean something to to_char, unless they are quoted. */
  private static String quoted(String part) {
    return part.isBlank() ? part : "\"" + part + "\"";
  }

  /**
   * What to take from the present moment, so that moments of the build keep their order and equal
   * ones stay equal: nothing from the last. Those that tell as many digits of a second are one
   * order, in steps that can be told.
   */
  private String before(Instant instant, int digits) {
    int rank = ranks.computeIfAbsent(digits, this::ranks).getOrDefault(instant, 0);
    return rank == 0 ? "" : " - interval '" + steps(rank, digits) + "'";
  }

  private static String steps(int count, int digits) {
    if (digits == 0) {
      return count + " seconds";
    }
    int of = digits <= MILLISECONDS ? MILLISECONDS : MICROSECONDS;
    long steps = count * Math.round(Math.pow(10, of - digits));
    return steps + (of == MILLISECONDS ? " milliseconds" : " microseconds");
  }

  private Map<Instant, Integer> ranks(int digits) {
    Set<Instant> instants = new TreeSet<>(Comparator.reverseOrder());
    whole.forEach((place, cells) -> cells.forEach(text -> add(place, text, digits, instants)));
    texts.values().stream()
        .flatMap(Set::stream)
        .flatMap(text -> within(text).stream())
        .filter(moment -> digits(moment) == digits)
        .forEach(moment -> instants.add(moment.instant()));
    Map<Instant, Integer> found = new HashMap<>();
    instants.forEach(instant -> found.put(instant, found.size()));
    return found;
  }

  private void add(ColumnOrDefinition place, String text, int digits, Set<Instant> instants) {
    if (TIMESTAMP.matcher(generators.type(place)).matches()) {
      if (digits(place) == digits) {
        MomentText.of(text).ifPresent(moment -> instants.add(moment.instant()));
      }
    } else {
      EpochText.of(text)
          .filter(epoch -> epoch.digits() == digits)
          .ifPresent(epoch -> instants.add(epoch.instant()));
    }
  }

  /** How many digits of a second the moments of a column of timestamps have at most. */
  private int digits(ColumnOrDefinition place) {
    if (whole.get(place).stream().noneMatch(text -> text.contains("."))) {
      return 0;
    }
    Matcher type = TIMESTAMP.matcher(generators.type(place));
    return type.matches() && type.group(1) != null ? Integer.parseInt(type.group(1)) : MICROSECONDS;
  }

  private static int digits(MomentText moment) {
    int digits = moment.fractionDigits();
    return digits == 0 || digits == MILLISECONDS ? digits : MICROSECONDS;
  }
}
