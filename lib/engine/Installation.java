package engine;

import java.util.Optional;

/**
 * What another installation of the same project has of its own, and migrations may ask for: the
 * names of its role and database, the numbers of its objects, and the day on which they run.
 *
 * @param days how many days later that is
 * @param hasOtherNames whether its role and database are called otherwise
 * @param ownRows takes a row more into tables that are there before the first migration; empty
 *     where they are left alone
 */
public record Installation(int days, boolean hasOtherNames, Optional<ExtraRows> ownRows) {
  /** This one, once more. */
  static final Installation THIS = new Installation(0, false, Optional.empty());
}
