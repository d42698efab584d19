package preexisting;

import catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What migrations did to a table, foreign table or composite type of the environment. A column
 * keeps its number whatever happens to it, so renamed columns are told from new ones.
 *
 * @param first to run before what the table must no longer name is dropped: a type, a function
 * @param statements in order, to run before any row changes
 * @param late to run after its rows changed: what the rows have to satisfy
 * @param last to run once its sequences stand where the migrations left them
 */
record TableAlteration(
    List<String> first, List<String> statements, List<String> late, List<String> last) {

  /**
   * Finds the statements.
   *
   * @param table its quoted name
   * @param defaultsApart the columns whose default is an entry of the dump of its own
   * @param isGone whether a type is dropped
   */
  static TableAlteration of(
      String table,
      Relation before,
      Relation cut,
      Set<String> defaultsApart,
      Predicate<String> isGone) {
    return new Builder(table, before, cut, defaultsApart, isGone).build();
  }

  private static final class Builder {
    private final String alter;
    private final String part;
    private final boolean isType;
    private final Relation before;
    private final Relation cut;
    private final Set<String> defaultsApart;
    private final Predicate<String> isGone;
    private final List<String> first = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final List<String> last = new ArrayList<>();

    Builder(
        String table,
        Relation before,
        Relation cut,
        Set<String> defaultsApart,
        Predicate<String> isGone) {
      this.isType = cut.kind().equals("c");
      this.alter =
          switch (cut.kind()) {
                case "c" -> "ALTER TYPE ";
                case "f" -> "ALTER FOREIGN TABLE ";
                default -> "ALTER TABLE ";
              }
              + table
              + " ";
      this.part = isType ? "ATTRIBUTE " : "COLUMN ";
      this.before = before;
      this.cut = cut;
      this.defaultsApart = defaultsApart;
      this.isGone = isGone;
    }

    TableAlteration build() {
      changeParents();
      dropped(before.checks(), cut.checks())
          .forEach(name -> sayFirst("DROP CONSTRAINT IF EXISTS " + name));
      dropColumns();
      before.all().stream().filter(column -> !column.isInherited()).forEach(this::release);
      renameColumns();
      cut.all().stream().filter(column -> !column.isInherited()).forEach(this::column);
      cut.checks().forEach(this::addCheck);
      changeStorage();
      return new TableAlteration(first, statements, late, last);
    }

    private void sayFirst(String action) {
      first.add(alter + action + ";");
    }

    private void say(String action) {
      statements.add(alter + action + ";");
    }

    private void sayLate(String action) {
      late.add(alter + action + ";");
    }

    private void dropColumns() {
      before.all().stream()
          .filter(column -> !column.isInherited())
          .filter(column -> !cut.columns().containsKey(column.number()))
          .forEach(column -> sayFirst("DROP " + part + column.name()));
    }

    /** Takes off the default that a column is to lose, and a type that is about to be dropped. */
    private void release(Relation.Column then) {
      Relation.Column now = cut.columns().get(then.number());
      if (now == null || then.isGenerated()) {
        return;
      }
      String at = "ALTER " + part + then.name() + " ";
      boolean retyped = !then.type().equals(now.type());
      if (then.value().isPresent()
          && !isApart(then)
          && (retyped || !then.value().equals(now.value()))) {
        sayFirst(at + "DROP DEFAULT");
      }
      if (retyped && !isType && isGone.test(then.type())) {
        String text = then.type().endsWith("[]") ? "text[]" : "text";
        sayFirst(at + "TYPE " + text + " USING " + then.name() + "::" + text);
      }
    }

    private boolean isApart(Relation.Column column) {
      return defaultsApart.contains(column.name().replace("\"", ""));
    }

    /** By way of names that nobody uses, since two columns may have changed places. */
    private void renameColumns() {
      Map<String, String> names = new LinkedHashMap<>();
      for (Relation.Column column : before.all()) {
        if (column.isInherited()) {
          continue;
        }
        Optional.ofNullable(cut.columns().get(column.number()))
            .filter(now -> !now.name().equals(column.name()))
            .ifPresent(now -> names.put(column.name(), now.name()));
      }
      boolean crossing = names.values().stream().anyMatch(names::containsKey);
      if (crossing) {
        names.keySet().forEach(name -> say("RENAME " + part + name + " TO " + aside(name)));
      }
      names.forEach(
          (name, now) -> say("RENAME " + part + (crossing ? aside(name) : name) + " TO " + now));
    }

    private static String aside(String name) {
      return "\"squash " + name.replace("\"", "") + "\"";
    }

    private void column(Relation.Column now) {
      Relation.Column then = before.columns().get(now.number());
      if (then == null) {
        add(now);
        return;
      }
      String at = "ALTER " + part + now.name() + " ";
      boolean retyped = !then.type().equals(now.type());
      if (retyped) {
        say(at + "TYPE " + now.type() + (isType ? "" : using(now)));
      }
      if (then.isGenerated() && !now.isGenerated()) {
        say(at + "DROP EXPRESSION");
      } else if (now.isGenerated() && !then.value().equals(now.value())) {
        say(at + "SET EXPRESSION AS (" + now.value().orElseThrow() + ")");
      } else if (retyped || !then.value().equals(now.value())) {
        setDefault(now);
      }
      changeIdentity(then, now, at);
      if (now.notNull() && !then.notNull()) {
        sayLate(at + "SET NOT NULL");
      } else if (then.notNull() && !now.notNull()) {
        say(at + "DROP NOT NULL");
      }
    }

    private static String using(Relation.Column column) {
      return " USING " + column.name() + "::" + column.type().replaceFirst(" COLLATE .*", "");
    }

    /** Rows that an installation has get in it what they got from the migrations. */
    private void add(Relation.Column column) {
      Optional<String> fill =
          column.isGenerated() || isType
              ? Optional.empty()
              : ColumnFill.of(column, isApart(column));
      String value =
          column.isGenerated()
              ? " GENERATED ALWAYS AS (" + column.value().orElseThrow() + ") STORED"
              : fill.map(each -> " DEFAULT " + each).orElse("");
      boolean isFull = fill.isPresent() && column.notNull();
      say(
          "ADD "
              + part
              + column.name()
              + " "
              + column.type()
              + value
              + (isFull ? " NOT NULL" : ""));
      if (!column.isGenerated() && !fill.equals(column.value())) {
        if (column.value().isEmpty()) {
          say("ALTER " + part + column.name() + " DROP DEFAULT");
        }
        setDefault(column);
      }
      if (column.notNull() && isApart(column)) {
        fillLast(column);
      } else if (column.notNull() && !isFull) {
        sayLate("ALTER " + part + column.name() + " SET NOT NULL");
      }
    }

    /**
     * Numbers from a sequence of its own; a change of the type fires no trigger, as an addition.
     */
    private void fillLast(Relation.Column column) {
      String at = alter + "ALTER " + part + column.name();
      String value = "coalesce(" + column.name() + ", " + column.value().orElseThrow() + ")";
      last.add(at + " TYPE " + column.type() + " USING " + value + ";");
      last.add(at + " SET NOT NULL;");
    }

    private void setDefault(Relation.Column now) {
      if (!isApart(now)) {
        now.value().ifPresent(value -> say("ALTER " + part + now.name() + " SET DEFAULT " + value));
      }
    }

    private void changeIdentity(Relation.Column then, Relation.Column now, String at) {
      if (!then.identity().isEmpty() && now.identity().isEmpty()) {
        say(at + "DROP IDENTITY");
      } else if (!then.identity().isEmpty() && !then.identity().equals(now.identity())) {
        say(at + "SET GENERATED " + (now.identity().equals("a") ? "ALWAYS" : "BY DEFAULT"));
      }
    }

    private void addCheck(String name, String definition) {
      if (!definition.equals(before.checks().get(name))) {
        sayLate("ADD CONSTRAINT " + name + " " + definition);
      }
    }

    private void changeParents() {
      before.parents().stream()
          .filter(parent -> !cut.parents().contains(parent))
          .forEach(parent -> sayFirst("NO INHERIT " + parent));
      cut.parents().stream()
          .filter(parent -> !before.parents().contains(parent))
          .forEach(parent -> sayLate("INHERIT " + parent));
    }

    private void changeStorage() {
      before.options().keySet().stream()
          .filter(option -> !cut.options().containsKey(option))
          .forEach(option -> say("RESET (" + option + ")"));
      cut.options()
          .forEach(
              (option, value) -> {
                if (!value.equals(before.options().get(option))) {
                  say("SET (" + option + "='" + value + "')");
                }
              });
      if (!before.persistence().equals(cut.persistence())) {
        say("SET " + (cut.persistence().equals("u") ? "UNLOGGED" : "LOGGED"));
      }
    }

    private static List<String> dropped(Map<String, String> then, Map<String, String> now) {
      return then.entrySet().stream()
          .filter(check -> !check.getValue().equals(now.get(check.getKey())))
          .map(Map.Entry::getKey)
          .toList();
    }
  }
}
