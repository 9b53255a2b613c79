package dev.corkboard.readmodel.query;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A value for a statement, with its type in SQL. */
public record Param(Object value, int sqlType) {

  public static Param text(String value) {
    return new Param(value, Types.VARCHAR);
  }

  public static Param texts(String[] values) {
    return new Param(values, Types.ARRAY);
  }

  public static Param number(long value) {
    return new Param(value, Types.BIGINT);
  }

  public static Param instant(Instant value) {
    return new Param(value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  public static void bind(PreparedStatement statement, List<Param> params) throws SQLException {
    for (int i = 0; i < params.size(); i++) {
      Param param = params.get(i);
      if (param.value() instanceof String[] texts) {
        statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
      } else {
        statement.setObject(i + 1, param.value(), param.sqlType());
      }
    }
  }
}
