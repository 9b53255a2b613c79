package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.Backoff;
import dev.corkboard.service.mail.MailRun;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.ReminderRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** What the processes do: the code of the product, over models of all that it speaks to. */
final class SimProduct {
  private final World world;
  private final SimDatabase database;
  private final SimMailServer mails;
  private final DoubleSupplier chance;

  SimProduct(World world, SimDatabase database, SimMailServer mails, DoubleSupplier chance) {
    this.world = world;
    this.database = database;
    this.mails = mails;
    this.chance = chance;
  }

  /** A scheduler, for ever. */
  void schedule(SimProcess process) {
    Outbox outbox = new Outbox(database, world.broker, world::clock, () -> {
    });
    ReminderRun run = new ReminderRun(database, outbox, world::clock, world.tasks::horizon,
        World.MOST_TASKS_A_DAY);
    while (true) {
      try {
        boolean more = true;
        while (more)
          more = run.step();
      } catch (SQLException away) {
        world.trace("%s: %s", process.name, away.getMessage());
      }
      process.sleep(Duration.ofSeconds(1));
    }
  }

  /** A mailer, for ever. */
  void mail(SimProcess process) {
    MailRun run = new MailRun(new MailRun.Parts(database, mails, world.broker, process::sleep, world::clock,
        chance), new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(30)), 12);
    while (true) {
      Optional<SimBroker.Taken> taken = world.broker.receive(process);
      if (taken.isEmpty()) {
        process.sleep(Duration.ofSeconds(1));
        continue;
      }
      if (world.bug == Bug.ACK_BEFORE_SETTLE) world.broker.ack(taken.get());
      try {
        run.handle(taken.get().delivery());
        world.effect("acknowledges");
        world.broker.ack(taken.get());
      } catch (SQLException comesAgain) {
        world.broker.requeue(List.of(taken.get()));
      } catch (MailRun.Closing never) {
        throw new IllegalStateException(never);
      }
    }
  }
}
