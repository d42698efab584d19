package twin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pgdump.DumpEntry;
import postgres.Session;
import postgres.ThrowawayDatabase;

/** Calls the role and the database of the twin's definitions as they are called here. */
final class Renaming {
  private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*+'");

  /** What identifiers are here, by what they are there; both in quotes where they have to be. */
  private final Map<String, String> identifiers = new LinkedHashMap<>();

  Renaming(ThrowawayDatabase here, ThrowawayDatabase there) {
    List<String> ours = identifiers(here);
    List<String> theirs = identifiers(there);
    for (int i = 0; i < ours.size(); i++) {
      identifiers.put(theirs.get(i), ours.get(i));
    }
  }

  private static List<String> identifiers(ThrowawayDatabase database) {
    try (Session session = database.session()) {
      return Stream.of(database.owner().user(), database.owner().database())
          .map(name -> session.one("SELECT quote_ident(?)", row -> row.getString(1), name))
          .toList();
    }
  }

  /** Texts in quotes stay: what a migration wrote there is compared. */
  String of(String definition) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    Matcher quoted = QUOTED.matcher(definition);
    while (quoted.find()) {
      text.append(renamed(definition.substring(done, quoted.start()))).append(quoted.group());
      done = quoted.end();
    }
    return text.append(renamed(definition.substring(done))).toString();
  }

  /** Default privileges are called by their role. */
  DumpEntry.Key of(DumpEntry.Key key) {
    return new DumpEntry.Key(key.type(), key.schema(), of(key.name()));
  }

  private String renamed(String sql) {
    String text = sql;
    for (Map.Entry<String, String> identifier : identifiers.entrySet()) {
      text = text.replace(identifier.getKey(), identifier.getValue());
    }
    return text;
  }
}
