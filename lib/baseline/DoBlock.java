package baseline;

/** Anonymous blocks of PL/pgSQL. */
final class DoBlock {
  private DoBlock() {}

  /** A {@code DO} statement around this body, in dollar quotes that do not occur in it. */
  static String of(String body) {
    String tag = "$squash$";
    for (int number = 2; body.contains(tag); number++) {
      tag = "$squash" + number + "$";
    }
    return "DO " + tag + "\n" + body + "\n" + tag + ";";
  }
}
