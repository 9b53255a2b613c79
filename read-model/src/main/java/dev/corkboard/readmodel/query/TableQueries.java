package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Answers from a view's table. */
public final class TableQueries<V extends Shown, F extends Filter<V>> implements ViewQueries<F> {
  private final Selection<V> selection;
  private final String table;
  private final List<String> views;
  private final PageForm<V> form;

  /** Of a table whose lists have no position. */
  public TableQueries(DataSource database, Table<V> table) {
    this(database, table, List.of(), PageForm.plain());
  }

  /**
   * @param views the names of those that lists are made of
   * @param form of its lists
   */
  public TableQueries(DataSource database, Table<V> table, List<String> views, PageForm<V> form) {
    this.selection = new Selection<>(database, table);
    this.table = table.name();
    this.views = List.copyOf(views);
    this.form = form;
  }

  @Override
  public Optional<Rendered> find(String id, Freshness freshness) {
    return selection.one(table + " where id = ? and not deleted", id, Param.text(id));
  }

  @Override
  public Map<String, Rendered> findAll(Collection<String> ids) {
    return selection.all(table + " where id = any(?) and not deleted", ids);
  }

  @Override
  public RenderedPage list(F filter, PageRequest page, Freshness freshness) {
    return selection.page(table + " where not deleted%s", filter.conditions(), filter.sort(), page, views, form);
  }
}
