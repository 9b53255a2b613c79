package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** What views could not take: to be looked at, and to be tried again once the cause is mended. */
public final class DeadLetters {
  private static final int ENTITIES = 100;

  private final Function<String, Optional<View>> views;
  private final Map<String, String> versions;
  private final JournalReader journal;
  /** One at a time, as each takes a connection of the projections. */
  private final ReentrantLock lock = new ReentrantLock();

  /** What came of a retry: how many events were applied, and how many are parked still. */
  public record Outcome(long applied, long parked) {}

  /**
   * @param views by their names
   * @param versions the name of the view of what the rows of another were, by the name of that one
   */
  public DeadLetters(Function<String, Optional<View>> views, Map<String, String> versions, JournalReader journal) {
    this.views = views;
    this.versions = Map.copyOf(versions);
    this.journal = journal;
  }

  public boolean hasView(String name) {
    return views.apply(name).isPresent();
  }

  /** In the order in which the view met them, after a position; empty if there is no such view. */
  public Optional<List<DeadEvent>> list(String name, Optional<String> afterPosition, int limit) {
    return views.apply(name).map(view -> Sql.with(view.database(),
        connection -> DeadEvents.list(connection, name, afterPosition.orElse(""), limit)));
  }

  /**
   * Tries all of a view, entity by entity, while the view goes on, and then all of its versions, as what is mended for one
   * is mended for the other; answers what came of the view's own. Empty if there is no such view.
   */
  public Optional<Outcome> retry(String name) {
    Optional<Outcome> outcome = views.apply(name).map(this::retry);
    Optional.ofNullable(versions.get(name)).flatMap(views).ifPresent(this::retry);
    return outcome;
  }

  private Outcome retry(View view) {
    lock.lock();
    try {
      long applied = 0;
      DeadEvents.Entity last = new DeadEvents.Entity("", "");
      for (List<DeadEvents.Entity> some = after(view, last); !some.isEmpty(); some = after(view, last)) {
        for (DeadEvents.Entity entity : some)
          applied += new Retry(journal, view, entity).run();
        last = some.getLast();
      }
      return new Outcome(applied, Progress.of(view).parkedEvents());
    } finally {
      lock.unlock();
    }
  }

  private static List<DeadEvents.Entity> after(View view, DeadEvents.Entity last) {
    return Sql.with(view.database(), connection -> DeadEvents.entities(connection, view.name(), last, ENTITIES));
  }
}
