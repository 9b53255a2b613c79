package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Answers from a view's table: each answer is one statement. */
public final class TableQueries<V extends Shown, F extends Filter<V>> implements Queries<F> {
  private final DataSource database;
  private final Table<V> table;

  public TableQueries(DataSource database, Table<V> table) {
    this.database = database;
    this.table = table;
  }

  @Override
  public Optional<Rendered> find(String id, Freshness freshness) {
    if (id.indexOf('\0') >= 0) return Optional.empty();
    String sql = "select " + table.shownColumns() + " from " + table.name() + " where id = ? and not deleted";
    return Sql.with(database, connection -> views(connection, sql, List.of(Param.text(id)))).stream().findFirst()
        .map(Rendered::of);
  }

  @Override
  public RenderedPage list(F filter, PageRequest page, Freshness freshness) {
    Conditions conditions = filter.conditions();
    page.after().ifPresent(cursor -> after(conditions, filter.sort(), cursor));
    String sql = "select " + table.shownColumns() + " from " + table.name() + " where not deleted" + conditions.sql()
        + " order by " + filter.sort().orderBy() + " limit ?";
    List<Param> params = new ArrayList<>(conditions.params());
    params.add(Param.number(page.limit() + 1)); // one more tells whether there is a next page
    return page(filter.sort(), page.limit(), Sql.with(database, connection -> views(connection, sql, params)));
  }

  private static void after(Conditions conditions, Sort<?> sort, Cursor cursor) {
    Param key = sort.type().parse(cursor.key()).orElseThrow();
    conditions.add(sort.after(), key, Param.text(cursor.id()));
  }

  private static <V extends Shown> RenderedPage page(Sort<V> sort, int limit, List<V> found) {
    if (found.size() <= limit) return RenderedPage.of(found, Optional.empty());
    V last = found.get(limit - 1);
    return RenderedPage.of(found.subList(0, limit), Optional.of(sort.cursor(last, last.key()).toString()));
  }

  private List<V> views(Connection connection, String sql, List<Param> params) throws SQLException {
    List<V> views = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      Param.bind(query, params);
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          views.add(table.read(row));
      }
    }
    return views;
  }
}
