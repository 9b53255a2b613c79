package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /** {@code from} is all that comes after the word, with the ids as its parameter; answers by id. */
  Map<String, Rendered> all(String from, Collection<String> ids) {
    String[] possible = ids.stream().filter(id -> id.indexOf('\0') < 0).toArray(String[]::new);
    String sql = "select " + columns.shownColumns() + " from " + from;
    return views(sql, List.of(Param.texts(possible))).stream().collect(Collectors.toMap(Shown::key, Rendered::of));
  }

  /** {@code from} is all between that word and the order, {@code %s} where the conditions are. */
  RenderedPage page(String from, Conditions conditions, Sort<V> sort, PageRequest page) {
    int limit = page.limit() + 1; // one more tells whether there is a next page
    if (sort.upwards().isPresent()) {
      return page(sort, page.limit(), valuesDownwards(from, conditions, sort, page.after(), limit));
    }
    page.after().ifPresent(cursor -> after(conditions, sort, cursor));
    return page(sort, page.limit(), part(from, conditions, sort.orderBy(), limit));
  }

  /** A statement with its parameters. */
  private record Part(String sql, List<Param> params) {}

  private Part part(String from, Conditions conditions, String orderBy, int limit) {
    String sql = "select " + columns.shownColumns() + " from " + from.formatted(conditions.sql()) + " order by "
        + orderBy;
    return limited(sql, conditions, conditions.params(), limit);
  }

  /**
   * A plan for all values that does not know the limit seems dear to PostgreSQL, which would rather plan each time anew, for
   * half of what such a list costs. Where the best plan depends on the values, that is as it should be.
   */
  private static Part limited(String sql, Conditions conditions, List<Param> values, int limit) {
    if (conditions.haveOnePlan()) return new Part(sql + " limit " + limit, values);
    List<Param> params = new ArrayList<>(values);
    params.add(Param.number(limit));
    return new Part(sql + " limit ?", params);
  }

  /**
   * First those with a value, then those without, both backwards along the index that has the latter at its end. An outer
   * order would have PostgreSQL look for both each time; so it stops as soon as the page is full.
   */
  private Part valuesDownwards(String from, Conditions conditions, Sort<V> sort, Optional<Cursor> after,
      int limit) {
    String value = sort.upwards().orElseThrow();
    String none = sort.type().noneSql(false);
    String orderBy = value + " desc, id desc";
    boolean pastValues = after.filter(cursor -> cursor.key().equals(sort.type().none(true))).isPresent();
    Conditions without = conditions.copy().add(value + " = " + none);
    if (pastValues) {
      without.add("id < ?", Param.text(after.get().id()));
      return part(from, without, orderBy, limit);
    }
    Conditions with = conditions.copy().add(value + " < " + none);
    after.ifPresent(cursor -> with.add("(" + value + ", id) < (" + sort.type().placeholder() + ", ?)",
        sort.type().parse(cursor.key()).orElseThrow(), Param.text(cursor.id())));
    Part first = part(from, with, orderBy, limit);
    Part second = part(from, without, orderBy, limit);
    List<Param> params = new ArrayList<>(first.params());
    params.addAll(second.params());
    return limited("select * from ((" + first.sql() + ") union all (" + second.sql() + ")) parts", conditions, params,
        limit);
  }

  private static void after(Conditions conditions, Sort<?> sort, Cursor cursor) {
    Param key = sort.type().parse(cursor.key()).orElseThrow();
    conditions.add(sort.after(), key, Param.text(cursor.id()));
  }

  private RenderedPage page(Sort<V> sort, int limit, Part part) {
    return rows(sized(part.sql()), part.params(), row -> page(sort, limit, row));
  }

  /**
   * The driver takes all rows of an answer into memory before it gives the first, so PostgreSQL ends the page. It knows
   * how long a stored text is without reading it. Whether a row is followed by another it tells, too, as the page may
   * end with any of them.
   */
  private String sized(String sql) {
    return "select * from (select page.*, lead(true, 1, false) over so_far as followed,"
        + " sum(" + columns.textBytes() + ") over so_far - (" + columns.textBytes() + ") as bytes_before"
        + " from (" + sql + ") page window so_far as (rows unbounded preceding)) sized where bytes_before < "
        + Results.MOST_BYTES;
  }

  private RenderedPage page(Sort<V> sort, int limit, ResultSet row) throws SQLException {
    Results results = new Results();
    Optional<V> last = Optional.empty();
    boolean hasNext = false;
    while (results.count() < limit && row.next()) {
      V view = columns.read(row);
      if (!results.add(view)) break;
      last = Optional.of(view);
      hasNext = row.getBoolean("followed");
    }
    Optional<V> before = hasNext ? last : Optional.empty();
    return RenderedPage.of(results, before.map(view -> sort.cursor(view, view.key()).toString()));
  }

  private List<V> views(String sql, List<Param> params) {
    return rows(sql, params, row -> {
      List<V> views = new ArrayList<>();
      while (row.next())
        views.add(columns.read(row));
      return views;
    });
  }

  /** What is made of the rows of an answer. */
  private interface Reading<R> {
    R of(ResultSet rows) throws SQLException;
  }

  private <R> R rows(String sql, List<Param> params, Reading<R> reading) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        // The driver would otherwise keep the statement, and the server in the end one plan for all values.
        if (planForValues) query.unwrap(PGStatement.class).setPrepareThreshold(0);
        Param.bind(query, params);
        try (ResultSet rows = query.executeQuery()) {
          return reading.of(rows);
        }
      }
    });
  }
}
