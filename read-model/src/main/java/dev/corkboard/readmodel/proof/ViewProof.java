package dev.corkboard.readmodel.proof;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.EventDecoder;
import dev.corkboard.readmodel.journal.JournalScan;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Compares a view with the journal while both go on. It takes them stretch by stretch of entities, each at one moment of
 * the view and a later one of the journal: so whatever the view had taken by then is in the journal, and what it had not
 * is told by its position. No snapshot is held for longer than a stretch takes, and memory does not grow.
 */
public final class ViewProof {

  /** Of a stretch; an entity of more events is one by itself. */
  private static final int EVENTS = 2_000;

  private final DataSource journal;
  private final DataSource views;
  private final EventDecoder decoder;

  /** Where the events are, where the view is, and who makes sense of an event. */
  public ViewProof(DataSource journal, DataSource views, EventDecoder decoder) {
    this.journal = journal;
    this.views = views;
    this.decoder = decoder;
  }

  /** Told how far it is: so many events of so many. It may wait, so that others come to their turn. */
  @FunctionalInterface
  public interface Progress {
    void at(long done, long all);
  }

  /** What was compared. */
  public record Extent(long entities, long events) {}

  /**
   * Goes through the whole view; several views must not be compared at once over the same two connections.
   *
   * @param faults is told of each, entity by entity
   */
  public <S> Extent run(ProvenView<S> view, Progress progress, Consumer<Fault> faults) {
    JournalScan scan = new JournalScan(view.kind());
    long all = Sql.with(journal, scan::count);
    String after = "";
    Stretch.Extent seen = new Stretch.Extent(0, 0);
    Optional<String> end;
    do {
      end = nextEnd(scan, after);
      seen = seen.plus(compare(view, scan, after, end, faults));
      progress.at(seen.events(), Math.max(all, seen.events()));
      after = end.orElse("");
    } while (end.isPresent());
    return new Extent(seen.entities(), seen.events());
  }

  private Optional<String> nextEnd(JournalScan scan, String after) {
    return Sql.snapshot(journal, connection -> scan.end(connection, after, EVENTS));
  }

  private <S> Stretch.Extent compare(ProvenView<S> view, JournalScan scan, String after, Optional<String> end,
      Consumer<Fault> faults) {
    return Sql.snapshot(views, shown -> {
      JournalScan.byIndex(shown);
      try (Stretch<S> stretch = Stretch.open(shown, view, after, end, decoder, faults)) {
        // Only now, as the view has been looked at.
        return Sql.snapshot(journal, events -> {
          scan.read(events, after, end, stretch::take);
          return stretch.end();
        });
      }
    });
  }
}
