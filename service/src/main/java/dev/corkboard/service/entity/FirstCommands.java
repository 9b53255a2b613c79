package dev.corkboard.service.entity;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Entities of this process that are being made under ids that were made for them. Their recovery would find nothing, so
 * it need not ask the database; but only once, as after that something may be there. Should an id be taken all the same,
 * the journal's primary key refuses the first event, and the entity starts again with a recovery. The plugin makes its
 * DAOs by itself, so they find this only where it is static.
 */
final class FirstCommands {
  private static final Set<String> UNDER_WAY = ConcurrentHashMap.newKeySet();

  private FirstCommands() {}

  /** Until the reply is here or overdue: what comes to be known of an entity is known after that. */
  static <T> T during(String persistenceId, Supplier<T> command) {
    UNDER_WAY.add(persistenceId);
    try {
      return command.get();
    } finally {
      UNDER_WAY.remove(persistenceId);
    }
  }

  static boolean isUnderWay(String persistenceId) {
    return UNDER_WAY.contains(persistenceId);
  }

  /** Whether an entity starts that is being made; said once of each. */
  static boolean begin(String persistenceId) {
    return UNDER_WAY.remove(persistenceId);
  }
}
