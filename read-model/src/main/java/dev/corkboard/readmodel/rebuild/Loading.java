package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.EntityReader;
import dev.corkboard.readmodel.journal.EntityReader.Entity;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.EntityLoad.Ready;
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
 * Fills the empty tables of a view, on three threads: one reads, one makes rows, one writes. Each batch is a
 * transaction of its own, as readers of the journal wait for every older one.
 */
final class Loading<F> {
  /** Some 15 ms, and few enough that those on their way cost the collector of a small heap little. */
  private static final int BATCH_EVENTS = 1_000;
  /** What is made of a payload is several times as large, and some five batches are on their way. */
  private static final long BATCH_BYTES = 2 << 20;
  private static final int WAITING = 1;

  private final EntityReader journal;
  private final View view;
  private final EntityLoad<F> load;
  private final IntConsumer taken;
  private final BlockingQueue<Batch> read = new ArrayBlockingQueue<>(WAITING);
  private final BlockingQueue<Batch> folded = new ArrayBlockingQueue<>(WAITING);
  private final CompletableFuture<Position> end = new CompletableFuture<>();

  /** Some entities; once they are folded the rows of those in which there is no fault. */
  private static final class Batch {
    private final List<Entity> entities = new ArrayList<>();
    private final List<Entity> faulty = new ArrayList<>();
    private Ready rows = connection -> {
    };
    private int events;
    private long bytes;

    /** There is one at the end, and no other. */
    private boolean isEmpty() {
      return events == 0;
    }
  }

  /** What a thread does until it is interrupted. */
  private interface Work {
    void run() throws InterruptedException;
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
    Thread reader = started("read", this::readAll);
    Thread folder = started("fold", this::foldAll);
    try {
      for (Batch batch = folded.take(); !batch.isEmpty(); batch = folded.take()) {
        write(batch);
        taken.accept(batch.events);
      }
      return end.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    } finally {
      reader.interrupt();
      folder.interrupt();
    }
  }

  private Thread started(String what, Work work) {
    return Thread.ofPlatform().name(view.name() + "-" + what).start(() -> {
      try {
        work.run();
      } catch (InterruptedException givenUp) {
        end.completeExceptionally(givenUp);
      } catch (RuntimeException | Error failed) {
        end.completeExceptionally(failed);
        folded.clear();
        folded.add(new Batch()); // for who waits there
      }
    });
  }

  private void readAll() throws InterruptedException {
    Reading current = new Reading();
    Position position = journal.read(view.kinds(), current::add);
    current.hand();
    end.complete(position);
    read.put(new Batch());
  }

  /** The batch that is being filled. */
  private final class Reading {
    private Batch batch = new Batch();

    void add(Entity entity) throws InterruptedException {
      batch.entities.add(entity);
      batch.events += entity.events();
      batch.bytes += entity.bytes();
      if (batch.events >= BATCH_EVENTS || batch.bytes >= BATCH_BYTES) hand();
    }

    void hand() throws InterruptedException {
      if (!batch.isEmpty()) read.put(batch);
      batch = new Batch();
    }
  }

  private void foldAll() throws InterruptedException {
    Batch batch = read.take();
    for (; !batch.isEmpty(); batch = read.take()) {
      fold(batch);
      folded.put(batch);
    }
    folded.put(batch);
  }

  /** What is sent is all that is left of an entity's rows: what lives on for long keeps the collector busy. */
  private void fold(Batch batch) {
    List<F> rows = new ArrayList<>();
    for (Entity entity : batch.entities) {
      if (entity.isPart()) {
        batch.faulty.add(entity); // what comes before is already in its row, which only the other way looks at
        continue;
      }
      try {
        JournalPage page = entity.decoded();
        if (page.unreadable().isEmpty()) rows.add(load.fold(page.events()));
        else
          batch.faulty.add(entity);
      } catch (RuntimeException fault) {
        batch.faulty.add(entity);
      }
    }
    batch.rows = load.ready(rows);
  }

  private void write(Batch batch) {
    try {
      Sql.checkedTransaction(view.database(), connection -> {
        batch.rows.write(connection);
        return true;
      });
      batch.faulty.forEach(this::oneByOne);
    } catch (SQLException failed) {
      if (Outage.isBehind(failed)) throw Sql.failure("the view " + view.name() + " cannot be written", failed);
      batch.entities.forEach(this::oneByOne); // somewhere in the batch there is a row that PostgreSQL refuses
    }
  }

  /** As the journal's readers do it, which parks what is at fault and all later events of the same entity. */
  private void oneByOne(Entity entity) {
    Replay.apply(view, entity.decoded());
  }
}
