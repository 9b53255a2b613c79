package dev.corkboard.readmodel.query;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a list is sorted by, as a cursor has it and as the database takes it. */
public enum SortType {
  TEXT(Types.VARCHAR, "") {
    @Override
    Object value(String key) {
      return key;
    }
  },
  /** A key of names has any character, a cursor those of base64 with a mark before them that no other key has. */
  NAME(Types.VARCHAR, "") {
    @Override
    Object value(String key) {
      return nameKey(key);
    }
  },
  NUMBER(Types.DOUBLE, "") {
    @Override
    Object value(String key) {
      double number = Double.parseDouble(key);
      if (!Double.isFinite(number)) throw new NumberFormatException(key);
      return number;
    }
  },
  /** Whole numbers from 0; -1 stands for a missing one when descending. */
  WHOLE(Types.BIGINT, "") {
    @Override
    Object value(String key) {
      return Long.parseLong(key);
    }

    @Override
    String none(boolean descending) {
      return descending ? "-1" : Long.toString(Long.MAX_VALUE);
    }

    @Override
    String noneSql(boolean descending) {
      return none(descending);
    }
  },
  DATE(Types.DATE, "::date") {
    @Override
    String none(boolean descending) {
      return descending ? EARLIEST : LATEST;
    }

    @Override
    String noneSql(boolean descending) {
      return "'" + none(descending) + "'::date";
    }

    @Override
    Object value(String key) {
      if (key.equals(LATEST) || key.equals(EARLIEST)) return key;
      if (!DAY.matcher(key).matches()) throw new DateTimeException(key);
      return LocalDate.parse(key).toString();
    }
  },
  INSTANT(Types.TIMESTAMP_WITH_TIMEZONE, "") {
    @Override
    Object value(String key) {
      long millis = Long.parseLong(key);
      if (millis < 0 || millis > YEAR_9999) throw new DateTimeException(key);
      return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
  };

  /** What stands for "none" where it sorts last: after all dates, or before all when descending. */
  static final String LATEST = "infinity";
  static final String EARLIEST = "-infinity";

  private static final String NAME_MARK = "\u0001";
  private static final Pattern DAY = Pattern.compile("(?!0000)\\d{4}-\\d\\d-\\d\\d");
  private static final long YEAR_9999 = 253_402_300_799_999L;

  private final int sqlType;
  private final String cast;

  SortType(int sqlType, String cast) {
    this.sqlType = sqlType;
    this.cast = cast;
  }

  /** The key of a missing value, which sorts last; only for types that may be missing. */
  String none(boolean descending) {
    throw new UnsupportedOperationException(this + " has always a value");
  }

  /** The same in SQL. */
  String noneSql(boolean descending) {
    throw new UnsupportedOperationException(this + " has always a value");
  }

  /** The value to compare with; throws for a key of another type. */
  abstract Object value(String key);

  Optional<Param> parse(String key) {
    try {
      return Optional.of(new Param(value(key), this == DATE ? Types.VARCHAR : sqlType));
    } catch (IllegalArgumentException | DateTimeException notOfThisType) {
      return Optional.empty();
    }
  }

  /** Decodes the key of a name in a cursor; throws if the cursor has another kind of key. */
  public static String nameKey(String key) {
    if (!key.startsWith(NAME_MARK)) throw new DateTimeException("of a release that sorted names otherwise");
    byte[] bytes = Base64.getUrlDecoder().decode(key.substring(1));
    String value = new String(bytes, StandardCharsets.ISO_8859_1);
    if (value.indexOf('\0') >= 0) throw new DateTimeException("no key of a name");
    return value;
  }

  /** A key of a name as a cursor has it. */
  static String written(String nameKey) {
    return NAME_MARK + Base64.getUrlEncoder().withoutPadding()
        .encodeToString(nameKey.getBytes(StandardCharsets.ISO_8859_1));
  }

  String placeholder() {
    return "?" + cast;
  }
}
