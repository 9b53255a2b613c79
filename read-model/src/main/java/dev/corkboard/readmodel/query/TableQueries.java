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
  private final ListPosition position;
  private final PageForm<V> form;

  private TableQueries(DataSource database, Table<V> table, String which, ListPosition position, PageForm<V> form) {
    this.selection = new Selection<>(database, table);
    this.table = table.name();
    this.which = which;
    this.position = position;
    this.form = form;
  }

  /** Of a table whose lists have no position. */
  public TableQueries(DataSource database, Table<V> table) {
    this(database, table, ListPosition.NONE, PageForm.plain());
  }

  /**
   * @param position of its lists
   * @param form of its lists
   */
  public TableQueries(DataSource database, Table<V> table, ListPosition position, PageForm<V> form) {
    this(database, table, "not deleted", position, form);
  }

  /** Of what is deleted. */
  public static <V extends Shown> Listing<BinFilter<V>> ofDeleted(DataSource database, Table<V> table,
      ListPosition position, Derived<V> derived) {
    return new TableQueries<Deleted<V>, BinFilter<V>>(database, table.ofDeleted(), "deleted", position,
        PageForm.with(Derived.ofDeleted(derived)));
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
    return selection.page(table + " where " + which + "%s", filter.conditions(), filter.sort(), page, position, form);
  }
}
