package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/** Selects what is shown, from a table or its versions: the rows of each answer are one statement. */
final class Selection<V extends Shown> {
  private static final byte[] NOTHING = {};

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

  /**
   * {@code from} is all between that word and the order, {@code %s} where the conditions are. How far the views have come
   * is read before the rows, so that they have all up to there.
   *
   * @param place of the page
   */
  RenderedPage page(String from, Conditions conditions, Sort<V> sort, PageRequest page, ListPosition place,
      PageForm<V> form) {
    return Sql.with(database, connection -> {
      Optional<Position> position = place.read(connection);
      Counts counts = counts(connection, from, conditions, sort, page, form);
      Part part = sized(rows(from, conditions, sort, page), form.mostBytes());
      return read(connection, part, row -> page(sort, page.limit(), row, new Beginning<>(connection, position, counts,
          form)));
    });
  }

  /** What is read before the rows of a page. */
  private record Beginning<V extends Shown>(Connection connection, Optional<Position> position, Counts counts,
      PageForm<V> form) {

    /** The bytes of the position, which the ETag leaves out. */
    byte[] place() {
      return form.positions().map(text -> Json.bytes(new At(position.map(text)))).orElse(NOTHING);
    }

    Results results() {
      if (form.positions().isEmpty()) return new Results(form.mostBytes());
      return new Results(form.mostBytes(),
          Json.bytes(new Head(position.map(form.positions().get()), counts.byColumn())));
    }
  }

  /** The first fields of a page of a board. */
  private record Head(Optional<String> position, Map<String, Long> counts) {}

  /** The part of them that the ETag leaves out. */
  private record At(Optional<String> position) {}

  /** The total of all pages, if asked for, and the counts by column. */
  private record Counts(OptionalLong total, Map<String, Long> byColumn) {}

  private Counts counts(Connection connection, String from, Conditions conditions, Sort<V> sort, PageRequest page,
      PageForm<V> form) throws SQLException {
    String rows = from.formatted(conditions.sql());
    if (form.positions().isEmpty()) {
      if (!page.counted()) return new Counts(OptionalLong.empty(), Map.of());
      Part all = new Part("select count(*) from " + rows, conditions.params());
      return new Counts(OptionalLong.of(read(connection, all, row -> row.next() ? row.getLong(1) : 0)), Map.of());
    }
    Stretches<V> columns = sort.stretches().orElseThrow();
    Map<String, Long> counts = new LinkedHashMap<>();
    columns.values().forEach(value -> counts.put(value, 0L));
    Part each = new Part("select " + columns.column() + ", count(*) from " + rows + " group by 1", conditions.params());
    read(connection, each, row -> {
      while (row.next())
        counts.put(row.getString(1), row.getLong(2));
      return counts;
    });
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    return new Counts(page.counted() ? OptionalLong.of(total) : OptionalLong.empty(), counts);
  }

  private Part rows(String from, Conditions conditions, Sort<V> sort, PageRequest page) {
    int limit = page.limit() + 1; // one more tells whether there is a next page
    if (sort.stretches().isPresent()) return stretches(from, conditions, sort, page.after(), limit);
    if (sort.upwards().isPresent()) return valuesDownwards(from, conditions, sort, page.after(), limit);
    page.after().ifPresent(cursor -> after(conditions, sort, cursor));
    return part(from, conditions, sort.orderBy(), limit);
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

  /** Reads the values of the column in their order, each along an index, from the cursor's value until the page is full. */
  private Part stretches(String from, Conditions conditions, Sort<V> sort, Optional<Cursor> after, int limit) {
    Stretches<V> columns = sort.stretches().orElseThrow();
    int first = after.flatMap(cursor -> columns.stretch(cursor.key())).orElse(0);
    List<String> parts = new ArrayList<>();
    List<Param> params = new ArrayList<>();
    for (int i = first; i < columns.values().size(); i++) {
      Conditions within = conditions.copy().add(columns.column() + " = ?", Param.text(columns.values().get(i)));
      if (i == first) after.ifPresent(cursor -> after(within, sort, cursor));
      Part part = part(from, within, sort.orderBy(), limit);
      parts.add("(" + part.sql() + ")");
      params.addAll(part.params());
    }
    return limited("select * from (" + String.join(" union all ", parts) + ") parts", conditions, params, limit);
  }

  private static void after(Conditions conditions, Sort<?> sort, Cursor cursor) {
    conditions.add(sort.after(), sort.parse(cursor.key()).orElseThrow(), Param.text(cursor.id()));
  }

  /**
   * The driver takes all rows of an answer into memory before it gives the first, so PostgreSQL ends the page. It knows
   * how long a stored text is without reading it. Whether a row is followed by another it tells, too, as the page may
   * end with any of them.
   */
  private Part sized(Part part, int mostBytes) {
    return new Part("select * from (select page.*, lead(true, 1, false) over so_far as followed,"
        + " sum(" + columns.textBytes() + ") over so_far - (" + columns.textBytes() + ") as bytes_before"
        + " from (" + part.sql() + ") page window so_far as (rows unbounded preceding)) sized where bytes_before < "
        + mostBytes, part.params());
  }

  private RenderedPage page(Sort<V> sort, int limit, ResultSet row, Beginning<V> beginning) throws SQLException {
    List<V> views = new ArrayList<>();
    boolean followed = false;
    while (views.size() < limit && row.next()) {
      views.add(columns.read(row));
      followed = row.getBoolean("followed");
    }
    PageForm<V> form = beginning.form();
    Function<V, Object> shown = form.derived().of(beginning.connection(), views);
    Results results = beginning.results();
    for (V view : views)
      if (!results.addWritten(form.json().apply(shown.apply(view)))) break;
    boolean hasNext = results.count() < views.size() || followed;
    Optional<String> next = hasNext ? Optional.of(cursor(sort, views.get(results.count() - 1))) : Optional.empty();
    byte[] json = results.answer(next, beginning.counts().total());
    return new RenderedPage(new Packed(json), next, ContentTag.of(json, beginning.place().length),
        beginning.position());
  }

  private String cursor(Sort<V> sort, V last) {
    return sort.cursor(last, last.key()).toString();
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
    return Sql.with(database, connection -> read(connection, new Part(sql, params), reading));
  }

  private <R> R read(Connection connection, Part part, Reading<R> reading) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(part.sql())) {
      // The driver would otherwise keep the statement, and the server in the end one plan for all values.
      if (planForValues) query.unwrap(PGStatement.class).setPrepareThreshold(0);
      Param.bind(query, part.params());
      try (ResultSet rows = query.executeQuery()) {
        return reading.of(rows);
      }
    }
  }
}
