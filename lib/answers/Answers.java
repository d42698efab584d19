package answers;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a maintainer answered about columns and definitions with generated values, and about
 * secrets.
 *
 * @param byName by the one name that each has here, see {@link #name}
 */
public record Answers(SortedMap<String, ValueAnswer> byName) {
  /** Nothing is answered. */
  public static final Answers NONE = new Answers(Collections.emptySortedMap());

  private static final Pattern USUAL_SCHEMA =
      Pattern.compile("^(public\\.)+(?=.+\\..)", Pattern.DOTALL);

  /** Keeps a copy. */
  public Answers {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /** Those of some lines; of several about one thing the last counts. */
  public static Answers of(Collection<AnswerLine> lines) {
    SortedMap<String, ValueAnswer> all = new TreeMap<>();
    lines.forEach(line -> all.put(line.name(), line.answer()));
    return new Answers(all);
  }

  /** One about all of some things. */
  public static Answers of(Collection<ColumnOrDefinition> places, ValueAnswer answer) {
    SortedMap<String, ValueAnswer> all = new TreeMap<>();
    places.forEach(place -> all.put(name(place), answer));
    return new Answers(all);
  }

  /** Those among texts that are one each. */
  public static Answers in(List<String> texts) {
    return of(texts.stream().flatMap(text -> AnswerLine.parse(text).stream()).toList());
  }

  /** As {@link #in} reads them, sorted. */
  public List<String> lines() {
    return byName.entrySet().stream()
        .map(each -> new AnswerLine(each.getKey(), each.getValue()).text())
        .toList();
  }

  /**
   * The one name of a thing that may be called by several: a column without the schema where that
   * is {@code public}, a secret as {@link Secret#place} writes it.
   */
  static String name(String called) {
    return Secret.named(called)
        .map(secret -> secret.place().shown())
        .orElseGet(() -> withoutSchema(called.replaceAll("\\s+", " ")));
  }

  private static String name(ColumnOrDefinition place) {
    return withoutSchema(place.shown());
  }

  /** A table may be called public, too. */
  private static String withoutSchema(String column) {
    return USUAL_SCHEMA.matcher(column).replaceFirst("");
  }

  /** Whether nothing is answered. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The answer about one thing. */
  public Optional<ValueAnswer> of(ColumnOrDefinition place) {
    return Optional.ofNullable(byName.get(name(place)));
  }

  /** Whether there is an answer about one thing. */
  public boolean has(ColumnOrDefinition place) {
    return of(place).isPresent();
  }

  /** Whether a column has one build's value for everybody. */
  public boolean isKept(ColumnOrDefinition place) {
    return of(place).filter(answer -> answer.kind() == ValueAnswer.Kind.KEEP).isPresent();
  }

  /** Whether a column has something else than what the builds put there. */
  public boolean isReplaced(ColumnOrDefinition place) {
    return of(place).flatMap(ValueAnswer::sql).isPresent();
  }

  /** These and others, which come first. */
  public Answers plus(Answers others) {
    SortedMap<String, ValueAnswer> all = new TreeMap<>(byName);
    all.putAll(others.byName);
    return new Answers(all);
  }

  /** Those about some things. */
  public Answers about(Collection<ColumnOrDefinition> places) {
    Set<String> names = names(places);
    return only(names::contains);
  }

  /** Those about other things. */
  public Answers besides(Collection<ColumnOrDefinition> places) {
    Set<String> names = names(places);
    return only(name -> !names.contains(name));
  }

  /** Those about what others say nothing of. */
  public Answers without(Answers others) {
    return only(name -> !others.byName.containsKey(name));
  }

  /** Those about columns and definitions. */
  public Answers withoutSecrets() {
    return only(name -> !byName.get(name).kind().isOfSecrets());
  }

  private Answers only(Predicate<String> wanted) {
    SortedMap<String, ValueAnswer> some = new TreeMap<>(byName);
    some.keySet().removeIf(wanted.negate());
    return new Answers(some);
  }

  private static Set<String> names(Collection<ColumnOrDefinition> places) {
    return places.stream().map(Answers::name).collect(Collectors.toSet());
  }

  /** The environment variables that hold secrets. */
  public Set<String> variables() {
    return byName.values().stream()
        .filter(answer -> answer.kind() == ValueAnswer.Kind.ENV)
        .map(ValueAnswer::expression)
        .collect(Collectors.toSet());
  }
}
