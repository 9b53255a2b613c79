package dev.corkboard.service.carry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.carry.CarriedTable.Column;
import java.time.DateTimeException;
import java.util.StringJoiner;

/** A row of the file as a line of PostgreSQL's COPY. */
final class CopyText {
  private static final String NULL = "\\N";

  private CopyText() {}

  /** With these values more at its end, and a line break; throws if a value is none of its column. */
  static String of(CarriedTable table, JsonNode row, String... more) {
    StringJoiner line = new StringJoiner("\t", "", "\n");
    for (Column column : table.columns())
      line.add(value(column, row.get(column.name())));
    for (String value : more)
      line.add(value);
    return line.toString();
  }

  private static String value(Column column, JsonNode value) {
    if (value.isNull()) return NULL;
    try {
      return escaped(column.type().loaded(value));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new CarryException(column.name() + " is wrong: " + wrong.getMessage(), wrong);
    }
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
  }
}
