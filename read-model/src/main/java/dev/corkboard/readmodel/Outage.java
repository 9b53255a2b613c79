package dev.corkboard.readmodel;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** A part that is needed (database, cluster, broker) is down or does not answer in time; trying again may help. */
public final class Outage extends RuntimeException {

  /** Connection, resources, operator intervention, read-only standby, lock not to be had: the SQL states of a fault. */
  private static final Set<String> STATE_CLASSES = Set.of("08", "53", "57", "58", "40", "25", "55");

  public Outage(String message) {
    super(message);
  }

  public Outage(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether an outage, and not a bug, is the reason of a failure. */
  public static boolean isBehind(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause() == at ? null : at.getCause()) {
      boolean fault = switch (at) {
        case Outage outage -> true;
        case TimeoutException timeout -> true;
        case SQLException sql -> sql.getSQLState() == null || STATE_CLASSES.contains(sql.getSQLState().substring(0, 2));
        default -> false;
      };
      if (fault) return true;
    }
    return false;
  }
}
