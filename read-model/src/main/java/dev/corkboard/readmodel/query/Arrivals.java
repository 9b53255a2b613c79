package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Tells whether what was written has arrived in its view, and waits for it: woken by this node's projection, and by
 * looking again and again should the projection run on another node.
 */
public final class Arrivals {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMillis(40);

  private final DataSource database;
  private final Map<String, String> tables;
  private final Map<Entity, Set<Waiting>> waiting = new ConcurrentHashMap<>();

  /** One entity. */
  private record Entity(String kind, String id) {}

  /** A thread that waits for a revision; each is another, even if they wait for the same. */
  private static final class Waiting {
    private final Thread thread = Thread.currentThread();
    private final long revision;
    private volatile boolean over;

    Waiting(long revision) {
      this.revision = revision;
    }
  }

  /**
   * @param tables the name of the table of each kind
   */
  public Arrivals(DataSource database, Map<String, String> tables) {
    this.database = database;
    this.tables = Map.copyOf(tables);
  }

  /** Whether there is a view of this kind. */
  public boolean knows(String kind) {
    return tables.containsKey(kind);
  }

  /** Whether the view shows the entity at this revision or a later one; what has been deleted has arrived too. */
  public boolean reached(String kind, String id, long revision) {
    String table = Optional.ofNullable(tables.get(kind)).orElseThrow(() -> new IllegalArgumentException(kind));
    if (id.indexOf('\0') >= 0) return false;
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement("select revision from " + table + " where id = ?")) {
        query.setString(1, id);
        try (ResultSet row = query.executeQuery()) {
          return row.next() && row.getLong(1) >= revision;
        }
      }
    });
  }

  /** Waits until the view has it, at most so long; whether it has. */
  public boolean awaitReached(String kind, String id, long revision, Duration atMost) {
    if (reached(kind, id, revision)) return true;
    Entity entity = new Entity(kind, id);
    Waiting one = new Waiting(revision);
    waiting.computeIfAbsent(entity, absent -> ConcurrentHashMap.newKeySet()).add(one);
    try {
      return await(one, entity, System.nanoTime() + atMost.toNanos());
    } finally {
      waiting.computeIfPresent(entity, (key, all) -> all.remove(one) && all.isEmpty() ? null : all);
    }
  }

  /** To be called after each commit of a projection. */
  public void committed(List<JournalEvent> events) {
    if (waiting.isEmpty()) return;
    for (JournalEvent event : events) {
      for (Waiting one : waiting.getOrDefault(new Entity(event.kind(), event.id()), Set.of())) {
        if (one.revision > event.revision()) continue;
        one.over = true;
        LockSupport.unpark(one.thread);
      }
    }
  }

  private boolean await(Waiting one, Entity entity, long deadline) {
    Duration pause = SHORTEST;
    while (!one.over) {
      if (reached(entity.kind(), entity.id(), one.revision)) return true;
      long left = deadline - System.nanoTime();
      if (left <= 0 || Thread.currentThread().isInterrupted()) return false;
      LockSupport.parkNanos(this, Math.min(left, pause.toNanos()));
      pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
    return true;
  }
}
