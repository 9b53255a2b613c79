package dev.corkboard.readmodel.proof;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** A column that is compared, in one form for the database and for us. */
record ProvenColumn<S>(String name, int type, Function<S, Object> value) {

  private static final HexFormat HEX = HexFormat.of();
  private static final long SECONDS_TO_2000 = 946_684_800;

  /** The SQL of the form. */
  String sql(String table) {
    String column = table + ".\"" + name + '"';
    return switch (type) {
      case Types.DOUBLE -> "encode(float8send(" + column + "), 'hex')";
      case Types.TIMESTAMP_WITH_TIMEZONE -> "encode(timestamptz_send(" + column + "), 'hex')";
      case Types.ARRAY -> "(select coalesce(string_agg(octet_length(e) || ':' || e, '' order by n), '') from unnest("
          + column + ") with ordinality u (e, n))";
      default -> column + "::text";
    };
  }

  /** The form of what the column should have. */
  Optional<String> form(S state) {
    return Optional.ofNullable(value.apply(state)).map(ProvenColumn::formOf);
  }

  private static String formOf(Object value) {
    return switch (value) {
      case Double number -> HEX.toHexDigits(Double.doubleToLongBits(number));
      case OffsetDateTime time -> HEX.toHexDigits(micros(time.toInstant()));
      case String[] texts -> {
        StringBuilder all = new StringBuilder();
        for (String text : texts)
          all.append(sized(text));
        yield all.toString();
      }
      default -> value.toString();
    };
  }

  /** A text with its length in front, so that no two rows look alike when their columns are put together. */
  static String sized(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
  }

  /** As the database counts them, and as the driver rounds them. */
  private static long micros(Instant instant) {
    return (instant.getEpochSecond() - SECONDS_TO_2000) * 1_000_000 + (instant.getNano() + 500) / 1000;
  }
}
