package dev.corkboard.readmodel.store;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.store.StoreTable.Kept;
import dev.corkboard.readmodel.store.StoreTable.KeptViews;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a store usable before anybody reads or writes it: one that is new gets its identity, one that was restored is
 * repaired and gets another epoch, and one whose parts contradict each other is refused. Nodes that start at once take
 * turns. Should it be ended in the middle, the next start does what is left.
 */
public final class StoreCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);
  private static final String LOCK = "select pg_advisory_xact_lock(hashtext('corkboard-store'), 0)";

  private final DataSource main;
  private final DataSource views;
  private final List<View> all;

  /**
   * @param main with the schemas of this release, as {@code views}, which may be the same; connections whose statements
   *        may take their time
   * @param all the views, each in one of the two
   */
  public StoreCheck(DataSource main, DataSource views, List<View> all) {
    this.main = main;
    this.views = views;
    this.all = List.copyOf(all);
  }

  private record Checked(StoreIdentity identity, boolean rebuild) {}

  /** Answers which store it is from now on. */
  public StoreIdentity run() {
    Checked checked = Sql.transaction(main, this::check);
    // After the journal's: views whose epoch is not the journal's are built again by the next start.
    if (views != main) Sql.transaction(views, connection -> checkApart(connection, checked));
    return checked.identity();
  }

  private Checked check(Connection connection) throws SQLException {
    execute(connection, LOCK);
    StoreLook look = StoreLook.at(connection, main, views, all);
    look.refused().ifPresent(reason -> {
      throw new StoreRefused(reason);
    });
    Optional<String> restored = look.restored();
    StoreIdentity identity = restored.isPresent() ? restored(look) : same(look);
    boolean rebuild = look.areViewsOfAnotherMoment();
    if (restored.isPresent()) {
      LOG.warn("The store was restored: {}. It is repaired; clients that follow changes are told to begin anew",
          restored.get());
      new StoreRepair(connection, main, all).run(look, rebuild);
    } else if (rebuild && views == main) {
      new ViewReset(connection).rebuild(all.stream().filter(view -> view.database() == main).toList());
    }
    if (look.kept().filter(row -> row.own() && row.identity().equals(identity)).isEmpty()) {
      StoreTable.write(connection, identity, restored.or(() -> look.kept().map(Kept::reason)).orElse("it was new"));
    }
    if (views == main && !isSettled(look.keptViews(), identity)) StoreTable.writeViews(connection, identity);
    return new Checked(identity, rebuild);
  }

  private boolean checkApart(Connection connection, Checked checked) throws SQLException {
    execute(connection, LOCK);
    Optional<KeptViews> kept = StoreTable.findViews(connection);
    if (isSettled(kept, checked.identity())) return false;
    // Another node may have done it meanwhile.
    boolean done = kept.map(KeptViews::epoch).equals(Optional.of(checked.identity().epoch()));
    if (checked.rebuild() && !done) {
      LOG.warn("The views at READ_DB_URL are not of the same moment as the journal: they are built again");
      new ViewReset(connection).rebuild(all.stream().filter(view -> view.database() == views).toList());
    }
    StoreTable.writeViews(connection, checked.identity());
    return true;
  }

  private static StoreIdentity restored(StoreLook look) {
    return look.kept().map(Kept::identity).map(before -> before.restored(look.server()))
        .orElseGet(() -> StoreIdentity.first(false, look.server()));
  }

  /** Who made positions before there were epochs had events. */
  private static StoreIdentity same(StoreLook look) {
    return look.kept().map(Kept::identity).map(before -> before.on(look.server().or(before.server())))
        .orElseGet(() -> StoreIdentity.first(!look.journal().isEmpty(), look.server()));
  }

  private static boolean isSettled(Optional<KeptViews> kept, StoreIdentity identity) {
    return kept.filter(row -> row.own() && row.epoch().equals(identity.epoch())).isPresent();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
