package migrations;

import java.util.List;
import java.util.Optional;
import process.NetworkNamespace;

/**
 * What commands can reach besides their throwaway database.
 *
 * @param namespace where they run; empty if there is none
 * @param obstacle why there is none
 * @param allowed what they may reach all the same, each as {@code HOST:PORT}; {@link #ALL} for
 *     anything
 */
public record NetworkAccess(
    Optional<NetworkNamespace> namespace, String obstacle, List<String> allowed) {
  /** Allows anything. */
  public static final String ALL = "*";

  /** The option that allows something. */
  public static final String OPTION = "--allow-network";

  /** Anything can be reached. */
  public static final NetworkAccess OPEN = without("", List.of(ALL));

  /** Keeps a copy. */
  public NetworkAccess {
    allowed = List.copyOf(allowed);
  }

  /** None but what is allowed, by a namespace if one can be had. */
  public static NetworkAccess by(NetworkNamespace namespace, List<String> allowed) {
    return new NetworkAccess(Optional.of(namespace), "", allowed);
  }

  /** None but what is allowed, as far as Python shows what its process does. */
  public static NetworkAccess without(String obstacle, List<String> allowed) {
    return new NetworkAccess(Optional.empty(), obstacle, allowed);
  }

  /** Whether anything can be reached. */
  public boolean isOpen() {
    return allowed.contains(ALL);
  }

  /** Why the system does not keep commands from the network; empty if it does. */
  public Optional<String> unwalled() {
    return namespace.isPresent() ? namespace.get().obstacle() : Optional.of(obstacle);
  }

  /** What a verdict has to say of it; empty if the system keeps all of them apart. */
  public Optional<String> notCompared() {
    if (isOpen()) {
      return Optional.of(
          "builds could reach anything, as "
              + OPTION
              + " says: what they found there is taken as"
              + " it was");
    }
    return unwalled()
        .map(
            why ->
                "builds were kept from the network by Python alone, which does not see all that"
                    + " programs and the server do: "
                    + why);
  }

  /** In the words of the runner's request. */
  Told told() {
    return new Told(unwalled().isEmpty(), unwalled().orElse(""), allowed);
  }

  /**
   * As the runner reads it.
   *
   * @param walled whether what is not allowed cannot be reached
   * @param obstacle why it could be
   * @param allowed as {@code HOST:PORT}
   */
  public record Told(boolean walled, String obstacle, List<String> allowed) {}
}
