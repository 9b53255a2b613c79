package dev.corkboard.service.reminder;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/**
 * Says when: about every second, and again at once while there is more to do. Meant as a cluster singleton, but only to
 * save work; the rows themselves keep two schedulers apart. The work runs on the executor, one piece at a time.
 */
public final class ReminderScheduler extends AbstractBehavior<ReminderScheduler.Command> {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** What the scheduler is told. */
  public sealed interface Command {}

  private enum Tick implements Command {
    TICK
  }

  private record Done(boolean more, Throwable failure) implements Command {}

  private final ReminderRun run;
  private final Executor blocking;
  private boolean running;
  private boolean failing;

  private ReminderScheduler(ActorContext<Command> context, ReminderRun run, Executor blocking) {
    super(context);
    this.run = run;
    this.blocking = blocking;
  }

  /** One on the whole cluster; to be called on each node. */
  public static void startOnCluster(ActorSystem<?> system, ReminderRun run, Executor blocking) {
    ClusterSingleton.get(system).init(SingletonActor.of(create(run, blocking), "reminder-scheduler"));
  }

  public static Behavior<Command> create(ReminderRun run, Executor blocking) {
    return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
      timers.startTimerWithFixedDelay(Tick.TICK, Duration.ZERO, TICK);
      return new ReminderScheduler(context, run, blocking);
    }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder().onMessage(Tick.class, tick -> start()).onMessage(Done.class, this::done).build();
  }

  private Behavior<Command> start() {
    if (running) return this;
    running = true;
    CompletableFuture<Boolean> work = CompletableFuture.supplyAsync(this::step, blocking);
    getContext().pipeToSelf(work, (more, failure) -> new Done(failure == null && more, failure));
    return this;
  }

  private boolean step() {
    try {
      return run.step();
    } catch (SQLException away) {
      throw new IllegalStateException(away.getMessage(), away);
    }
  }

  private Behavior<Command> done(Done done) {
    running = false;
    boolean failed = done.failure() != null;
    // Once for each outage, not once a second.
    if (failed && !failing) getContext().getLog().warn("Reminders wait: {}", done.failure().toString());
    if (!failed && failing) getContext().getLog().info("Reminders go on");
    failing = failed;
    return done.more() ? start() : this;
  }
}
