package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.table.Deleted;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Answers from a view's table. */
public final class TableQueries<V extends Shown, F extends Filter<V>> implements ViewQueries<F> {
  private final Selection<V> selection;
  private final String table;
  private final String which;

  private TableQueries(DataSource database, Table<V> table, String which) {
    this.selection = new Selection<>(database, table);
    this.table = table.name();
    this.which = which;
  }

  public TableQueries(DataSource database, Table<V> table) {
    this(database, table, "not deleted");
  }

  /** Of what is deleted. */
  public static <V extends Shown> Queries<BinFilter<V>> ofDeleted(DataSource database, Table<V> table) {
    return new TableQueries<Deleted<V>, BinFilter<V>>(database, table.ofDeleted(), "deleted");
  }

  @Override
  public Optional<Rendered> find(String id, Freshness freshness) {
    return selection.one(table + " where id = ? and " + which, id, Param.text(id));
  }

  @Override
  public Map<String, Rendered> findAll(Collection<String> ids) {
    return selection.all(table + " where id = any(?) and " + which, ids);
  }

  @Override
  public RenderedPage list(F filter, PageRequest page, Freshness freshness) {
    return selection.page(table + " where " + which + "%s", filter.conditions(), filter.sort(), page);
  }
}
