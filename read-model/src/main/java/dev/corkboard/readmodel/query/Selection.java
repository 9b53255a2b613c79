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
import org.postgresql.PGStatement;

/** Selects what is shown, from a table or its versions: each answer is one statement. */
final class Selection<V extends Shown> {
  private final DataSource database;
  private final Table<V> columns;
  private final boolean planForValues;

  private Selection(DataSource database, Table<V> columns, boolean planForValues) {
    this.database = database;
    this.columns = columns;
    this.planForValues = planForValues;
  }

  Selection(DataSource database, Table<V> columns) {
    this(database, columns, false);
  }

  /** For statements whose best plan depends on the values: they are planned anew each time. */
  static <V extends Shown> Selection<V> plannedForItsValues(DataSource database, Table<V> columns) {
    return new Selection<>(database, columns, true);
  }

  /** {@code from} is all that comes after the word, with these parameters. */
  Optional<Rendered> one(String from, String id, Param... params) {
    if (id.indexOf('\0') >= 0) return Optional.empty();
    String sql = "select " + columns.shownColumns() + " from " + from;
    return views(sql, List.of(params)).stream().findFirst().map(Rendered::of);
  }

  /** {@code from} is all between that word and the order, {@code %s} where the conditions are. */
  RenderedPage page(String from, Conditions conditions, Sort<V> sort, PageRequest page) {
    page.after().ifPresent(cursor -> after(conditions, sort, cursor));
    String sql = "select " + columns.shownColumns() + " from " + from.formatted(conditions.sql()) + " order by "
        + sort.orderBy() + " limit ?";
    List<Param> params = new ArrayList<>(conditions.params());
    params.add(Param.number(page.limit() + 1)); // one more tells whether there is a next page
    return page(sort, page.limit(), views(sql, params));
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

  private List<V> views(String sql, List<Param> params) {
    return Sql.with(database, connection -> views(connection, sql, params));
  }

  private List<V> views(Connection connection, String sql, List<Param> params) throws SQLException {
    List<V> views = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      // The driver would otherwise keep the statement, and the server in the end one plan for all values.
      if (planForValues) query.unwrap(PGStatement.class).setPrepareThreshold(0);
      Param.bind(query, params);
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          views.add(columns.read(row));
      }
    }
    return views;
  }
}
