package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalHint;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.JournalSource;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.journal.RecentPages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardedDaemonProcessSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.javadsl.ExactlyOnceProjection;
import org.apache.pekko.projection.jdbc.javadsl.JdbcProjection;

/** Runs the views: of each one instance in the whole cluster, in the order of the journal (ADR 4). */
public final class Projections {

  private static final Duration CATCH_UP_POLL = Duration.ofMillis(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final JournalReader journal;
  private final JournalHint hint;
  private final Executor blocking;
  private final Health health = new Health();
  private final Pace pace;
  private final Map<String, View> views = new ConcurrentSkipListMap<>();
  /** Views of the same kinds come to the same events one after the other. */
  private final Map<SortedSet<String>, RecentPages> recent = new ConcurrentHashMap<>();

  /**
   * @param blocking where the journal is read: each view takes one thread for good
   */
  public Projections(ActorSystem<?> system, JournalReader journal, JournalHint hint, Executor blocking) {
    this.system = system;
    this.journal = journal;
    this.hint = hint;
    this.blocking = blocking;
    this.pace = new Pace(journal);
  }

  /** Keeps a view in step from now on, on whichever node the cluster chooses. */
  public void start(View view) {
    start(view, Duration.ZERO);
  }

  /** The same, for a view that nobody waits for long: while events come, it takes those of so long at once. */
  public void start(View view, Duration gathering) {
    views.put(view.name(), view);
    ShardedDaemonProcess.get(system).init(ProjectionBehavior.Command.class, "view-" + view.name(), 1,
        index -> Silent.of(ProjectionBehavior.create(projection(view, gathering))),
        ShardedDaemonProcessSettings.create(system).withKeepAliveInterval(KEEP_ALIVE),
        Optional.of(ProjectionBehavior.stopMessage()));
  }

  /** How many events a second a view takes, from how far it came since somebody last asked. */
  public double pace(ViewStatus status) {
    return pace.of(status.name(), status.position(), status.head().lagEvents(), views.get(status.name()).kinds());
  }

  /** The names of the views that were started here. */
  public List<String> names() {
    return List.copyOf(views.keySet());
  }

  /** The views that were started here. */
  public List<View> views() {
    return List.copyOf(views.values());
  }

  /** One that was started here. */
  public Optional<View> view(String name) {
    return Optional.ofNullable(views.get(name));
  }

  /** Those that this node keeps in step now; others of the cluster keep the others. */
  public List<String> namesHere() {
    return views.keySet().stream().filter(health::isHere).toList();
  }

  /** How each view is, by its name; it asks the databases. */
  public List<ViewStatus> status() {
    return views.values().stream().map(this::status).toList();
  }

  /** How one view is; empty if there is none of that name. */
  public Optional<ViewStatus> status(String name) {
    return Optional.ofNullable(views.get(name)).map(this::status);
  }

  /** Waits until a view shows all that is committed now; false if it does not in time. */
  public boolean awaitCaughtUp(String name, Duration atMost) {
    View view = views.get(name);
    Position newest = journal.newest(view.kinds());
    long deadline = System.nanoTime() + atMost.toNanos();
    while (Progress.of(view).position().compareTo(newest) < 0) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) return false;
      LockSupport.parkNanos(this, CATCH_UP_POLL.toNanos());
    }
    return true;
  }

  /** Waits until every view shows all that is committed now; tells which does not in time. */
  public List<String> awaitAllCaughtUp(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    return views.keySet().stream()
        .filter(name -> !awaitCaughtUp(name, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))).toList();
  }

  private ViewStatus status(View view) {
    Progress progress = Progress.of(view);
    Optional<String> failure = health.failure(view.name());
    return new ViewStatus(view.name(), failure.isPresent() ? ViewStatus.State.FAILED : ViewStatus.State.RUNNING,
        progress.position(), journal.head(progress.position(), view.kinds()), progress.parkedEvents(),
        failure.or(progress::lastError));
  }

  private ExactlyOnceProjection<String, JournalPage> projection(View view, Duration gathering) {
    RecentPages shared = recent.computeIfAbsent(view.kinds(), kinds -> new RecentPages(journal, kinds));
    JournalSource source = new JournalSource(shared, hint, view.kinds(), gathering, blocking);
    return JdbcProjection.exactlyOnce(ProjectionId.of(view.name(), Offsets.KEY), source,
        () -> new DataSourceSession(view.database()), () -> new PageHandler(view), system).withStatusObserver(health);
  }
}
