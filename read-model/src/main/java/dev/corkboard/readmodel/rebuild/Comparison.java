package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.Offsets;
import dev.corkboard.readmodel.projection.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the tables of a new build with those that serve, at one moment: by count and digest, and row by row where
 * these differ. Entities that only one of the two has come to are left out.
 */
final class Comparison {
  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);
  private static final int PAGE = 2_000;
  private static final int NAMED = 10;
  private static final int MOST_LEFT_OUT = 10_000;

  /** What is indexed is made of the other columns, and cannot be hashed. */
  private static final String COLUMNS = """
      select quote_ident(column_name) from information_schema.columns
      where table_schema = ? and table_name = ? and data_type <> 'tsvector' and column_name <> all(?)
      order by column_name""";

  private static final String DIGEST = """
      select count(*) || ' rows, digest ' || coalesce(sum(hash_record_extended(row(%s), 0)), 0)
      from %s where id <> all(?)""";

  private static final String DIFFERENT = """
      select id from (select *, true as there from %s where id <> all(?)) a
      full join (select *, true as there from %s where id <> all(?)) b using (%s)
      where a.there is null or b.there is null or (%s) is distinct from (%s) limit ?""";

  private final JournalReader journal;
  private final View serving;
  private final View built;

  Comparison(JournalReader journal, View serving, View built) {
    this.journal = journal;
    this.serving = serving;
    this.built = built;
  }

  /** What is different, in words; empty if nothing is, if the shapes are not the same, or if the view is far behind. */
  Optional<String> differences() {
    return Sql.with(built.database(), connection -> {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        return differences(connection);
      } finally {
        connection.rollback();
      }
    });
  }

  private Optional<String> differences(Connection connection) throws SQLException {
    Set<String> leftOut = leftOut(Offsets.of(connection, serving.name()), Offsets.of(connection, built.name()));
    if (leftOut.size() > MOST_LEFT_OUT) {
      LOG.info("View {} was too far behind to be compared with its new build", serving.name());
      return Optional.empty();
    }
    Object[] left = leftOut.toArray();
    StringJoiner found = new StringJoiner("; ");
    for (String table : serving.tables().shape().tables()) {
      List<String> columns = columns(connection, serving.schema(), table);
      if (!columns.equals(columns(connection, built.schema(), table))) continue;
      String one = digest(connection, serving.schema() + "." + table, columns, left);
      String other = digest(connection, built.schema() + "." + table, columns, left);
      if (!one.equals(other)) {
        found.add(table + " had " + one + ", and now " + other + ": " + different(connection, table, columns, left));
      }
    }
    return found.length() == 0 ? Optional.empty() : Optional.of(found.toString());
  }

  private Set<String> leftOut(Position one, Position other) {
    Position later = one.compareTo(other) > 0 ? one : other;
    Set<String> ids = new HashSet<>();
    JournalPage page = journal.after(one.compareTo(other) > 0 ? other : one, serving.kinds(), PAGE);
    while (!page.isEmpty() && ids.size() <= MOST_LEFT_OUT) {
      for (JournalEvent event : page.events())
        if (event.position().compareTo(later) <= 0) ids.add(event.id());
      if (page.end().compareTo(later) >= 0) break;
      page = journal.after(page.end(), serving.kinds(), PAGE);
    }
    return ids;
  }

  private List<String> columns(Connection connection, String schema, String table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, schema);
      query.setString(2, table);
      query.setArray(3, connection.createArrayOf("text", serving.tables().columnsOfOthers().toArray()));
      return texts(query);
    }
  }

  private static String digest(Connection connection, String table, List<String> columns, Object[] left)
      throws SQLException {
    String sql = DIGEST.formatted(String.join(", ", columns), table);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", left));
      return texts(query).getFirst();
    }
  }

  private String different(Connection connection, String table, List<String> columns, Object[] left)
      throws SQLException {
    String key = columns.contains("valid_from") ? "id, revision" : "id";
    List<String> others = columns.stream().filter(column -> !List.of(key.split(", ")).contains(column)).toList();
    String sql = DIFFERENT.formatted(serving.schema() + "." + table, built.schema() + "." + table, key,
        of("a", others), of("b", others));
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", left));
      query.setArray(2, connection.createArrayOf("text", left));
      query.setInt(3, NAMED + 1);
      List<String> ids = texts(query);
      String more = ids.size() > NAMED ? ", …" : "";
      return ids.stream().limit(NAMED).distinct().collect(Collectors.joining(", ")) + more;
    }
  }

  private static String of(String table, List<String> columns) {
    return columns.stream().map(column -> table + "." + column).collect(Collectors.joining(", "));
  }

  private static List<String> texts(PreparedStatement query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next())
        texts.add(row.getString(1));
    }
    return texts;
  }
}
