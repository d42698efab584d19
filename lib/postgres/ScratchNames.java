package postgres;

import java.util.UUID;
import process.Instance;

/** Names of databases that we make: nobody else has them, and they tell which process made them. */
public final class ScratchNames {
  /** What all start with. */
  static final String PREFIX = "alembic_squash_";

  private static final int DIGITS = 8;

  private ScratchNames() {}

  /** A new one, of no more than the 63 bytes that PostgreSQL keeps. */
  public static String next() {
    String digits = UUID.randomUUID().toString().substring(0, DIGITS);
    return PREFIX + Instance.own().token() + "_" + digits;
  }
}
