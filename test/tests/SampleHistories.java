package tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import report.History;
import report.History.Revision;
import report.History.Role;

/** Histories as projects have them. */
final class SampleHistories {
  private static final int KEPT = 7;

  private static final List<String> MESSAGES =
      List.of(
          "create homes and zones",
          "add devices",
          "add readings",
          "add weekly schedules",
          "seed the default home",
          "rename temp to temperature",
          "make emails case insensitive and remember when each of them was last confirmed",
          "add silent device view",
          "store template variables as jsonb",
          "keep the time of the last change");

  private SampleHistories() {}

  /** 43 squashed revisions with a branch and a merge, and 7 kept. */
  static History before() {
    int squashed = 43;
    List<Revision> revisions = new ArrayList<>(line(KEPT, Role.KEPT, squashed));
    for (int i = squashed; i > 0; i--) {
      Role role = i == squashed ? Role.CUT : Role.SQUASHED;
      List<String> down =
          switch (i) {
            case 1 -> List.of();
            case 30 -> List.of(id(28), id(29));
            case 29 -> List.of(id(25));
            case 28 -> List.of(id(27));
            default -> List.of(id(i - 1));
          };
      revisions.add(new Revision(id(i), message(i), down, role));
    }
    return new History(revisions);
  }

  /** 480 squashed revisions, every sixth of which merges three branches, and 20 kept. */
  static History branching() {
    int squashed = 480;
    List<Revision> revisions = new ArrayList<>(line(20, Role.KEPT, squashed));
    for (int i = squashed; i > 0; i--) {
      Role role = i == squashed ? Role.CUT : Role.SQUASHED;
      int place = i % 6;
      List<String> down =
          i == 1
              ? List.of()
              : place == 0 && i > 6
                  ? List.of(id(i - 1), id(i - 2), id(i - 3))
                  : List.of(id(i - (i > 6 && place > 3 ? 3 : 1)));
      revisions.add(new Revision(id(i), message(i), down, role));
    }
    return new History(revisions);
  }

  /** The kept revisions of either, on a baseline. */
  static History after(int kept) {
    int cut = kept == KEPT ? 43 : 480;
    List<Revision> revisions = new ArrayList<>(line(kept, Role.KEPT, cut));
    revisions.add(new Revision(id(cut), "squashed baseline v2.4", List.of(), Role.BASELINE));
    return new History(revisions);
  }

  private static List<Revision> line(int count, Role role, int above) {
    List<Revision> revisions = new ArrayList<>();
    for (int i = above + count; i > above; i--) {
      revisions.add(new Revision(id(i), message(i), List.of(id(i - 1)), role));
    }
    return revisions;
  }

  private static String message(int number) {
    return MESSAGES.get(number % MESSAGES.size());
  }

  /** Twelve hexadecimal digits, as Alembic makes them. */
  static String id(int number) {
    long scattered = number * 0x9E3779B97F4A7C15L;
    return String.format(Locale.ROOT, "%016x", scattered).substring(0, 12);
  }
}
