package dev.corkboard.readmodel.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Compares what only the database can make, as the words of a search, for many rows at once. */
final class WordsLook<S> {
  private static final int ROWS = 200;
  private static final int CHARACTERS = 1 << 20;

  private final Connection connection;
  private final ProvenTable<S> table;
  private final Consumer<Fault> faults;
  private final List<String> ids = new ArrayList<>();
  private final List<Long> revisions = new ArrayList<>();
  private final List<List<String>> texts = new ArrayList<>();
  private int characters;

  WordsLook(Connection connection, ProvenTable<S> table, Consumer<Fault> faults) {
    this.connection = connection;
    this.table = table;
    this.faults = faults;
    table.made().forEach(column -> texts.add(new ArrayList<>()));
  }

  /** A row that is there. */
  void add(String id, long revision, S state) throws SQLException {
    if (texts.isEmpty()) return;
    ids.add(id);
    revisions.add(revision);
    for (int i = 0; i < texts.size(); i++) {
      String text = table.made().get(i).form(state).orElse("");
      texts.get(i).add(text);
      characters += text.length();
    }
    if (ids.size() >= ROWS || characters >= CHARACTERS) look();
  }

  /** Looks at all that were added since the last look. */
  void look() throws SQLException {
    if (ids.isEmpty()) return;
    try (PreparedStatement query = connection.prepareStatement(sql())) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray()));
      query.setArray(2, connection.createArrayOf("bigint", revisions.toArray()));
      for (int i = 0; i < texts.size(); i++)
        query.setArray(i + 3, connection.createArrayOf("text", texts.get(i).toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          faults.accept(Fault.changed(table.name(), row.getString(1), row.getLong(2), fields(row), ""));
      }
    }
    ids.clear();
    revisions.clear();
    texts.forEach(List::clear);
    characters = 0;
  }

  private List<String> fields(ResultSet row) throws SQLException {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++)
      if (row.getBoolean(i + 3)) fields.add(table.made().get(i).name());
    return fields;
  }

  /** Row by row along the key: a planner without statistics would go through all rows for each. */
  private String sql() {
    List<String> differences = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      differences.add(table.made().get(i).differs("t", "e.text" + i));
      names.append(", text").append(i);
    }
    String arrays = ", ?::text[]".repeat(texts.size());
    return "select t.id, t.revision, " + String.join(", ", differences) + " from unnest(?::text[], ?::bigint[]" + arrays
        + ") e (id, revision" + names + "), lateral (select * from " + table.name()
        + " found where found.id = e.id and found.revision = e.revision offset 0) t where "
        + String.join(" or ", differences);
  }
}
