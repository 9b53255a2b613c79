package dev.corkboard.readmodel.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Goes through a stretch of a table along with what its rows should be, both in the order of their keys. Digests are
 * compared; the row itself is looked at only where they differ.
 */
final class TableLook<S> implements AutoCloseable {
  private static final int FETCHED = 500;

  private final Connection connection;
  private final ProvenTable<S> table;
  private final Consumer<Fault> faults;
  private final PreparedStatement query;
  private final ResultSet rows;
  private final MessageDigest md5;
  private boolean atRow;
  private String id = "";
  private long revision;
  private String digest = "";

  /** Rows of the entities after one and up to another, or to the last. Needs a transaction. */
  TableLook(Connection connection, ProvenTable<S> table, String afterId, Optional<String> upTo, Consumer<Fault> faults)
      throws SQLException {
    this.connection = connection;
    this.table = table;
    this.faults = faults;
    this.md5 = md5();
    this.query = connection.prepareStatement(rowsSql(upTo.isPresent()));
    query.setFetchSize(FETCHED);
    query.setString(1, afterId);
    if (upTo.isPresent()) query.setString(2, upTo.get());
    this.rows = query.executeQuery();
    next();
  }

  /** The revision of the row of an entity; those before it are of no entity. */
  OptionalLong revisionOf(String entity) throws SQLException {
    while (atRow && compare(id, entity) < 0)
      tooMany();
    return atRow && id.equals(entity) ? OptionalLong.of(revision) : OptionalLong.empty();
  }

  /** The next row that there should be. */
  void expect(String entity, long expected, S state) throws SQLException {
    revisionOf(entity);
    while (table.everyRevision() && atRow && id.equals(entity) && revision < expected)
      tooMany();
    boolean found = atRow && id.equals(entity) && (!table.everyRevision() || revision == expected);
    if (!found) {
      faults.accept(Fault.missing(table.name(), entity, expected));
      return;
    }
    if (!digest.equals(digest(state))) faults.accept(changed(entity, expected, state));
    next();
  }

  /** Nothing is known of the rows of an entity that have not been passed yet. */
  void skip(String entity) throws SQLException {
    revisionOf(entity);
    while (atRow && id.equals(entity))
      next();
  }

  /** No more rows are expected of an entity. */
  void endOf(String entity) throws SQLException {
    revisionOf(entity);
    while (atRow && id.equals(entity))
      tooMany();
  }

  /** No more rows are expected at all. */
  void end() throws SQLException {
    while (atRow)
      tooMany();
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }

  private void tooMany() throws SQLException {
    faults.accept(Fault.tooMany(table.name(), id, revision));
    next();
  }

  private void next() throws SQLException {
    atRow = rows.next();
    if (!atRow) return;
    id = rows.getString(1);
    revision = rows.getLong(2);
    digest = rows.getString(3);
  }

  private Fault changed(String entity, long expected, S state) throws SQLException {
    String sql = "select " + table.columns().stream().map(column -> column.sql("t")).collect(Collectors.joining(", "))
        + " from " + table.name() + " t where id = ? and revision = ?";
    try (PreparedStatement look = connection.prepareStatement(sql)) {
      look.setString(1, id);
      look.setLong(2, revision);
      try (ResultSet row = look.executeQuery()) {
        row.next();
        List<String> fields = new ArrayList<>();
        int at = 1;
        for (ProvenColumn<S> column : table.columns()) {
          if (!column.form(state).equals(Optional.ofNullable(row.getString(at++)))) fields.add(column.name());
        }
        String detail = revision > expected ? ", of which it has no event " + revision : "";
        return Fault.changed(table.name(), entity, expected, fields, detail);
      }
    }
  }

  private String digest(S state) {
    StringBuilder all = new StringBuilder();
    for (ProvenColumn<S> column : table.columns())
      all.append(column.form(state).map(ProvenColumn::sized).orElse("-"));
    return HexFormat.of().formatHex(md5.digest(all.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private String rowsSql(boolean bounded) {
    String columns = table.columns().stream().map(column -> column.sql("t"))
        .map(form -> "coalesce(octet_length(" + form + ") || ':' || " + form + ", '-')")
        .collect(Collectors.joining(", "));
    return "select id, revision, md5(concat(" + columns + ")) from " + table.name() + " t where id > ?"
        + (bounded ? " and id <= ?" : "") + " order by " + table.key();
  }

  /** As the database compares ids. */
  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
