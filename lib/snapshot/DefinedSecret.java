package snapshot;

/**
 * A secret in a definition, as it is.
 *
 * @param text what it is; empty if there is none
 */
record DefinedSecret(String text) implements StoredSecret {
  @Override
  public boolean isSet() {
    return !text.isEmpty();
  }

  @Override
  public String kind() {
    return isSet() ? "set" : "none";
  }

  @Override
  public boolean is(String secret) {
    return isSet() && text.equals(secret);
  }

  @Override
  public boolean tells() {
    return true;
  }

  @Override
  public String toString() {
    return kind();
  }
}
