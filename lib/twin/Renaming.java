package twin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pgdump.DumpEntry;
import postgres.Queries;
import postgres.ThrowawayDatabase;

/** Calls the role and the database of the twin's definitions as they are called here. */
final class Renaming {
  private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'");

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
    List<String> written = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement query = connection.prepareStatement("SELECT quote_ident(?)")) {
      for (String name : List.of(database.owner().user(), database.owner().database())) {
        query.setString(1, name);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          written.add(row.getString(1));
        }
      }
      return written;
    } catch (SQLException refused) {
      throw Queries.unreadable(database, refused);
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
