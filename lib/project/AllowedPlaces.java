package project;

import console.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import migrations.NetworkAccess;
import postgres.UrlParts;

/** What {@code --allow-network} takes, as one line of the squashplan keeps it. */
final class AllowedPlaces {
  private static final String BETWEEN = " ";
  private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9._-]+:(?<port>\\d{1,5})");

  private AllowedPlaces() {}

  /**
   * All of them in one line.
   *
   * @return empty if there are none
   * @throws Failure if one is none
   */
  static Optional<String> written(List<String> places) {
    places.forEach(AllowedPlaces::check);
    return Optional.of(String.join(BETWEEN, places)).filter(line -> !line.isEmpty());
  }

  /** Those in such a line. */
  static List<String> read(String line) {
    return List.of(line.split(BETWEEN));
  }

  private static void check(String place) {
    Matcher parts = PLACE.matcher(place);
    boolean isPlace = parts.matches() && UrlParts.number(parts.group("port")).isPresent();
    if (!isPlace && !place.equals(NetworkAccess.ALL)) {
      throw Failure.usage(
          NetworkAccess.OPTION + " is " + place,
          "Give it a name or an IPv4 address with a port, as db.example.org:5432, or "
              + NetworkAccess.ALL
              + " for anything.");
    }
  }
}
