package snapshot;

/** A secret as a database keeps it. It is never shown. */
public sealed interface StoredSecret permits StoredPassword, DefinedSecret {

  /** Whether there is one. */
  boolean isSet();

  /** How it is kept, in words that do not tell it. */
  String kind();

  /** Whether it is this one, which is known. */
  boolean is(String secret);

  /** Whether two that are not kept the same are two for certain. */
  boolean tells();
}
