package dev.corkboard.service;

import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** When views were last compared with the journal, and how much was wrong. */
record ViewChecks(Map<String, Check> byView) {

  private static final String QUERY = """
      select view, faults, extract(epoch from now() - checked_at) as seconds from projection.view_check""";

  /** The last comparison of a view. */
  record Check(long faults, double secondsAgo) {
    private static final Check NONE = new Check(0, Double.NaN);
  }

  static ViewChecks of(DataSource main) {
    return Sql.with(main, connection -> {
      Map<String, Check> checks = new HashMap<>();
      try (PreparedStatement query = connection.prepareStatement(QUERY); ResultSet row = query.executeQuery()) {
        while (row.next())
          checks.put(row.getString(1), new Check(row.getLong(2), row.getDouble(3)));
      }
      return new ViewChecks(checks);
    });
  }

  /** Of a view that was never compared no time is known. */
  Check of(String view) {
    return byView.getOrDefault(view, Check.NONE);
  }
}
