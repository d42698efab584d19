package docker;

import java.util.List;

/** What answers in a container. */
interface Serving extends AutoCloseable {
  /** Whether it still runs. */
  boolean isAlive();

  /** The last that it printed. */
  List<String> lastLines();

  /** Follows it no more. */
  @Override
  void close();
}
