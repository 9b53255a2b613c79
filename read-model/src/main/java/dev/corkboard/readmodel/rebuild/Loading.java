package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.EntityReader;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.View;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;

/**
 * Fills the empty tables of a view: one thread reads, decodes and folds, another one writes. Each batch is a transaction
 * of its own, as readers of the journal wait for every older one.
 */
final class Loading<F> {
  /** Some 50 ms, and few enough that those on their way fit a small heap. */
  private static final int BATCH_EVENTS = 2_500;
  private static final int WAITING = 2;

  private final EntityReader journal;
  private final View view;
  private final EntityLoad<F> load;
  private final IntConsumer taken;
  private final BlockingQueue<Batch<F>> batches = new ArrayBlockingQueue<>(WAITING);

  /** Some entities: their events, and the rows of those in which there is no fault. */
  private static final class Batch<F> {
    private final List<JournalPage> entities = new ArrayList<>();
    private final List<F> rows = new ArrayList<>();
    private final List<JournalPage> faulty = new ArrayList<>();
    private int events;
    private boolean last;
  }

  /**
   * @param taken is told how many more events are done; what it throws ends the loading
   */
  Loading(EntityReader journal, View view, EntityLoad<F> load, IntConsumer taken) {
    this.journal = journal;
    this.view = view;
    this.load = load;
    this.taken = taken;
  }

  /** Answers the position from which to read on. */
  Position run() throws InterruptedException {
    CompletableFuture<Position> reading = new CompletableFuture<>();
    Thread reader = Thread.ofPlatform().name("rebuild-" + view.name()).start(() -> read(reading));
    try {
      for (Batch<F> batch = batches.take(); !batch.last; batch = batches.take()) {
        write(batch);
        taken.accept(batch.events);
      }
      return reading.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    } finally {
      reader.interrupt();
    }
  }

  private void read(CompletableFuture<Position> reading) {
    Batch<F> end = new Batch<>();
    end.last = true;
    try {
      Reading current = new Reading();
      Position position = journal.read(view.kinds(), current::add);
      current.hand();
      reading.complete(position);
      batches.put(end);
    } catch (InterruptedException givenUp) {
      reading.completeExceptionally(givenUp);
    } catch (RuntimeException | Error failed) {
      reading.completeExceptionally(failed);
      batches.clear();
      batches.add(end);
    }
  }

  /** The batch that is being filled. */
  private final class Reading {
    private Batch<F> batch = new Batch<>();

    void add(JournalPage entity) throws InterruptedException {
      batch.entities.add(entity);
      batch.events += entity.events().size() + entity.unreadable().size();
      try {
        if (!entity.unreadable().isEmpty()) batch.faulty.add(entity);
        else
          batch.rows.add(load.fold(entity.events()));
      } catch (RuntimeException fault) {
        batch.faulty.add(entity);
      }
      if (batch.events >= BATCH_EVENTS) hand();
    }

    void hand() throws InterruptedException {
      if (batch.events > 0) batches.put(batch);
      batch = new Batch<>();
    }
  }

  private void write(Batch<F> batch) {
    try {
      Sql.checkedTransaction(view.database(), connection -> {
        load.write(connection, batch.rows);
        return true;
      });
      batch.faulty.forEach(this::oneByOne);
    } catch (SQLException failed) {
      if (Outage.isBehind(failed)) throw Sql.failure("the view " + view.name() + " cannot be written", failed);
      batch.entities.forEach(this::oneByOne); // somewhere in the batch there is a row that PostgreSQL refuses
    }
  }

  /** As the journal's readers do it, which parks what is at fault and all later events of the same entity. */
  private void oneByOne(JournalPage entity) {
    Replay.apply(view, entity);
  }
}
