package dev.corkboard.readmodel.task;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.Results;
import dev.corkboard.readmodel.query.SortType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Counts the labels of the tasks that there are. Each page reads all of these, so it takes its time on a large board. */
public final class LabelQueries implements Queries<LabelFilter> {

  private static final String LABELS = """
      select label, count(*) as tasks, lead(true, 1, false) over (order by label_key, label collate "C") as followed
      from views.task, unnest(labels, label_keys) as had (label, label_key)
      where not deleted and labels <> '{}'%s
      group by label_key, label order by label_key, label collate "C" limit ?""";
  private static final String AFTER = " and (label_key, label collate \"C\") > (?, ?)";

  private static final String TOTAL = """
      select count(distinct label) from views.task, unnest(labels) as had (label) where not deleted and labels <> '{}'""";

  private final DataSource database;

  public LabelQueries(DataSource database) {
    this.database = database;
  }

  /** Always empty: a label cannot be fetched by itself. */
  @Override
  public Optional<Rendered> find(String id, Freshness freshness) {
    return Optional.empty();
  }

  @Override
  public RenderedPage list(LabelFilter filter, PageRequest page, Freshness freshness) {
    String sql = LABELS.formatted(page.after().isPresent() ? AFTER : "");
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        int index = 1;
        if (page.after().isPresent()) {
          query.setString(index++, SortType.nameKey(page.after().get().key()));
          query.setString(index++, page.after().get().id());
        }
        query.setInt(index, page.limit());
        try (ResultSet row = query.executeQuery()) {
          return page(filter, row, page.counted() ? OptionalLong.of(total(connection)) : OptionalLong.empty());
        }
      }
    });
  }

  private static long total(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TOTAL); ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static RenderedPage page(LabelFilter filter, ResultSet row, OptionalLong total) throws SQLException {
    Results results = new Results();
    Optional<Cursor> next = Optional.empty();
    while (row.next()) {
      LabelView label = new LabelView(row.getString("label"), row.getLong("tasks"));
      results.add(label);
      next = row.getBoolean("followed")
          ? Optional.of(filter.sort().cursor(label, label.key()))
          : Optional.empty();
    }
    Optional<String> cursor = next.map(Cursor::toString);
    return new RenderedPage(results.answer(cursor, total), cursor);
  }
}
