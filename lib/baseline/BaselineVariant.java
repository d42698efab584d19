package baseline;

/**
 * How a baseline goes about what may be done in several ways.
 *
 * @param restsTriggers whether the environment's triggers rest while rows are written, which only
 *     the owners of the tables may say; else they fire, as they did for the migrations
 * @param commitsValues whether new values of the environment's enums are committed ahead, so that
 *     other statements may use them
 */
record BaselineVariant(boolean restsTriggers, boolean commitsValues) {
  /** Nothing that needs an owner, and all in one transaction. */
  static final BaselineVariant USUAL = new BaselineVariant(false, false);

  BaselineVariant restingTriggers() {
    return new BaselineVariant(true, commitsValues);
  }

  BaselineVariant committingValues() {
    return new BaselineVariant(restsTriggers, true);
  }
}
