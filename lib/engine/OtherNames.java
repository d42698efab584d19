package engine;

import java.security.SecureRandom;
import postgres.Session;
import postgres.ThrowawayDatabase;

/** Names and numbers that another installation has for what is the same. */
final class OtherNames {
  /** A shorter one could stand in a text by chance. */
  private static final int SHORTEST = 10;

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String PASS_SOME =
      "DO $$ BEGIN FOR i IN 1..%d LOOP PERFORM lo_unlink(lo_create(0)); END LOOP; END $$";
  private static final int SOME = 1009;

  private OtherNames() {}

  /** A name that nobody spells out, with other letters than another one, and as many at least. */
  static String like(String name) {
    StringBuilder other = new StringBuilder(name);
    while (other.length() < SHORTEST) {
      other.append('x');
    }
    for (int i = 0; i < other.length(); i++) {
      if (Character.isLetter(other.charAt(i))) {
        other.setCharAt(i, (char) RANDOM.nextInt('a', 'z' + 1));
      }
    }
    return other.toString();
  }

  /** Has the server give higher numbers to the objects that are made from here on. */
  static void passObjectNumbers(ThrowawayDatabase database) {
    try (Session session = database.session()) {
      session.execute(PASS_SOME.formatted(SOME));
    }
  }
}
