package dev.corkboard.readmodel.store;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.Offsets;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.store.StoreTable.Kept;
import dev.corkboard.readmodel.store.StoreTable.KeptViews;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What is found when a store is looked at: what it knows of itself, and where it really is. It changes nothing.
 *
 * @param kept empty until the first start of a release that keeps it
 * @param ahead views that have read what the journal does not have
 * @param apart whether the views are in another database than the journal, so of another moment after a restore
 */
public record StoreLook(Optional<Kept> kept, Optional<KeptViews> keptViews, LiveServer server, JournalEnds journal,
    List<String> ahead, boolean apart) {

  /** {@code views} may be {@code main}; each of {@code all} is in one of the two. */
  public static StoreLook at(DataSource main, DataSource views, List<View> all) {
    return Sql.with(main, connection -> at(connection, main, views, all));
  }

  static StoreLook at(Connection main, DataSource where, DataSource views, List<View> all) throws SQLException {
    boolean apart = views != where;
    SortedSet<String> kinds = new TreeSet<>();
    all.forEach(view -> kinds.addAll(view.kinds()));
    // The views first: the journal may grow meanwhile, and then they are not ahead of it.
    List<Position> reached = new ArrayList<>();
    for (View view : all)
      reached.add(view.database() == where
          ? Offsets.of(main, view.name())
          : Sql.with(view.database(), other -> Offsets.of(other, view.name())));
    Optional<KeptViews> keptViews = apart ? Sql.with(views, StoreTable::findViews) : StoreTable.findViews(main);
    JournalEnds journal = JournalEnds.of(main, kinds);
    List<String> ahead = new ArrayList<>();
    for (int i = 0; i < all.size(); i++)
      if (reached.get(i).compareTo(journal.of(all.get(i).kinds())) > 0) ahead.add(all.get(i).name());
    return new StoreLook(StoreTable.find(main), keptViews, LiveServer.of(main), journal, ahead, apart);
  }

  /** Why it is not the store any more that it was, in words; empty if it is, or if it is new. */
  public Optional<String> restored() {
    if (kept.filter(row -> !row.own()).isPresent()) {
      return Optional.of("its rows were copied into this database, as pg_restore does");
    }
    LiveServer before = kept.map(row -> row.identity().server()).orElse(server);
    if (LiveServer.differ(before.system(), server.system())) {
      return Optional.of("it is in another PostgreSQL cluster than before");
    }
    if (!before.database().equals(server.database())) {
      return Optional.of("it is in another database than before");
    }
    if (LiveServer.differ(before.timeline(), server.timeline())) {
      return Optional.of("PostgreSQL was restored to a point in time, or failed over to a replica (its timeline was "
          + before.timeline().get() + " and is " + server.timeline().get() + ")");
    }
    if (journal.fromElsewhere()) {
      return Optional.of("its events have transaction numbers that this PostgreSQL has not reached");
    }
    if (!ahead.isEmpty()) {
      return Optional.of("the journal lacks events that were in the views " + String.join(", ", ahead));
    }
    return Optional.empty();
  }

  /** Why it cannot be used at all, and what to do; empty if it can. */
  public Optional<String> refused() {
    if (keptViews.isEmpty() || keptViews.map(KeptViews::board).equals(kept.map(row -> row.identity().board()))) {
      return Optional.empty();
    }
    return Optional.of(apart
        ? "The views at READ_DB_URL are not those of the board at DB_URL. Set READ_DB_URL to the right database, or to an"
            + " empty one: the views are then built from the journal."
        : "The journal and the views in this database are of different boards. Restore one dump as a whole into an empty"
            + " database.");
  }

  /** Whether the views were not restored together with the journal, so that they may show what it does not have. */
  boolean areViewsOfAnotherMoment() {
    if (kept.isEmpty()) return apart && restored().isPresent();
    if (keptViews.isEmpty()) return true;
    if (apart) return restored().isPresent() || !keptViews.get().epoch().equals(kept.get().identity().epoch());
    return keptViews.get().own() != kept.get().own()
        || !keptViews.get().epoch().equals(kept.get().identity().epoch());
  }

  /** Since when it is as it is, and why, in words; empty if no node has started yet. */
  public Optional<String> history() {
    return kept.map(row -> "since " + row.since().truncatedTo(ChronoUnit.SECONDS) + ", when " + row.reason());
  }
}
