package conditions;

import conditions.PlaceCondition.Kind;
import conditions.PlaceCondition.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What was asked where, and what of it is a condition of the place: what is about objects that
 * squashed revisions make themselves is none.
 */
final class Findings {
  /** Those of which a list is told in one. */
  private static final Set<Kind> LISTED = EnumSet.of(Kind.MADE, Kind.DROPPED, Kind.ERROR);

  private final MadeObjects made;
  private final Predicate<String> isOwn;
  private final List<Found> all = new ArrayList<>();

  private record Found(Question question, Place place) {}

  /**
   * None yet.
   *
   * @param made what squashed revisions make, when all is read
   * @param isOwn whether a file is of the revisions or env.py
   */
  Findings(MadeObjects made, Predicate<String> isOwn) {
    this.made = made;
    this.isOwn = isOwn;
  }

  void add(Question question, Place place) {
    all.add(new Found(question, place));
  }

  /** The conditions, in the order in which they were found. */
  List<PlaceCondition> conditions() {
    Map<List<Object>, List<Found>> told = new LinkedHashMap<>();
    for (Found one : all) {
      Question question = one.question();
      kind(question, one.place().file())
          .ifPresent(
              kind ->
                  told.computeIfAbsent(
                          List.of(kind, LISTED.contains(kind) ? "" : question.subject()),
                          none -> new ArrayList<>())
                      .add(one));
    }
    return told.entrySet().stream()
        .map(one -> condition((Kind) one.getKey().get(0), one.getValue()))
        .toList();
  }

  private static PlaceCondition condition(Kind kind, List<Found> found) {
    Set<Place> places = new LinkedHashSet<>();
    Set<String> subjects = new LinkedHashSet<>();
    found.forEach(one -> places.add(one.place()));
    found.forEach(one -> subjects.add(one.question().subject()));
    subjects.remove("");
    int more = subjects.size() - PlaceConditions.NAMED;
    String named = String.join(", ", subjects.stream().limit(PlaceConditions.NAMED).toList());
    return new PlaceCondition(
        kind,
        more > 0 ? named + " and " + more + " more" : named,
        LISTED.contains(kind) ? "" : found.get(0).question().by(),
        List.copyOf(places));
  }

  /** As what it is told; empty if it is no matter of the place. */
  private Optional<Kind> kind(Question question, String path) {
    if (question.routine().filter(name -> !made.calls(name)).isPresent()) {
      return Optional.empty();
    }
    List<String> names = question.names();
    boolean isMade = names.stream().anyMatch(made::has);
    boolean isTold =
        switch (question.kind()) {
          case ROLE, EXTENSION -> !isMade;
          case SETTING -> names.stream().noneMatch(made::sets);
          case OBJECT ->
              names.stream().noneMatch(name -> made.hasOutside(path, name))
                  && !(isMade && question.isGuarded());
          case DROPPED -> !question.subject().isEmpty() && names.stream().noneMatch(made::mayHave);
          case CONFIGURATION -> isOwn.test(path);
          case ERROR -> names.stream().skip(1).noneMatch(made::has);
          default -> true;
        };
    boolean isMaking = question.kind() == Kind.OBJECT && isMade;
    return Optional.of(isMaking ? Kind.MADE : question.kind()).filter(kind -> isTold);
  }
}
