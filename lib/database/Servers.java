package database;

/** Where throwaway servers come from. */
public interface Servers extends AutoCloseable {

  /**
   * A new server, ready to take connections, whose superuser may make databases. May be asked by
   * several threads at once.
   */
  Server start();

  /** What they are, in a few words. */
  String describe();

  /** Stops and removes all that were started. */
  @Override
  void close();
}
