package dev.corkboard.readmodel.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tables of a view look like: statements that make them in a schema, and those that index them once they are
 * full. Two shapes of a view have different numbers.
 */
public record Shape(int number, List<String> tables, List<String> createTables, List<String> createIndexes) {

  private static final Pattern NUMBER = Pattern.compile("^-- Shape (\\d+) ");
  private static final Pattern TABLE = Pattern.compile("^create table \\{schema}\\.(\\w+) \\(");
  private static final String INDEX = "create index ";

  /** From a file of SQL in {@code db/shape}. */
  public static Shape of(String view) {
    try (InputStream file = Shape.class.getResourceAsStream("/db/shape/" + view + ".sql")) {
      if (file == null) throw new IllegalArgumentException("no shape of a view " + view);
      return parse(new String(file.readAllBytes(), UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public static Shape parse(String sql) {
    Matcher number = NUMBER.matcher(sql);
    if (!number.find()) throw new IllegalArgumentException("a shape begins with its number: " + sql);
    List<String> names = new ArrayList<>();
    List<String> tables = new ArrayList<>();
    List<String> indexes = new ArrayList<>();
    for (String part : sql.substring(sql.indexOf('\n')).split(";\n")) {
      String statement = part.strip();
      Matcher table = TABLE.matcher(statement);
      if (table.find()) {
        names.add(table.group(1));
        tables.add(statement);
      } else if (statement.startsWith(INDEX)) {
        indexes.add(statement);
      } else if (!statement.isEmpty()) {
        throw new IllegalArgumentException("neither a table nor an index: " + statement);
      }
    }
    return new Shape(Integer.parseInt(number.group(1)), names, tables, indexes);
  }

  public List<String> createTables(String schema) {
    return in(schema, createTables);
  }

  /** Those of one table. */
  public List<String> createIndexes(String schema, String table) {
    return in(schema, createIndexes).stream().filter(sql -> sql.contains(" on " + schema + "." + table + " ")).toList();
  }

  /**
   * The same, each to be run outside of a transaction: an index that is made concurrently has no transaction id while it
   * reads the table, so readers of the journal, who wait for older transactions, need not wait for it (ADR 2).
   */
  public List<String> createIndexesConcurrently(String schema, String table) {
    return createIndexes(schema, table).stream().map(sql -> sql.replaceFirst(INDEX, INDEX + "concurrently ")).toList();
  }

  private static List<String> in(String schema, List<String> statements) {
    return statements.stream().map(sql -> sql.replace("{schema}", schema)).toList();
  }
}
