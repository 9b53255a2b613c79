package dev.corkboard.service.carry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;

/** How a value of a column stands in the file, and in PostgreSQL's own text for loading. */
enum ColumnType {
  TEXT {
    @Override
    void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException {
      json.writeString(row.getString(column));
    }

    @Override
    String loaded(JsonNode value) {
      String text = text(value);
      // PostgreSQL's texts have no NUL, and half a pair of surrogates is no character.
      if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) throw wrong("text");
      return text;
    }
  },

  WHOLE {
    @Override
    void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException {
      json.writeNumber(row.getLong(column));
    }

    @Override
    String loaded(JsonNode value) {
      if (!value.isIntegralNumber() || !value.canConvertToLong()) throw wrong("a whole number");
      return Long.toString(value.longValue());
    }
  },

  FLAG {
    @Override
    void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException {
      json.writeBoolean(row.getBoolean(column));
    }

    @Override
    String loaded(JsonNode value) {
      if (!value.isBoolean()) throw wrong("true or false");
      return value.asText();
    }
  },

  /** Bytes that are a text are shown as such. */
  BYTES {
    @Override
    void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException {
      byte[] bytes = row.getBytes(column);
      try {
        json.writeString(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      } catch (CharacterCodingException noText) {
        json.writeStartObject();
        json.writeStringField(BASE64, Base64.getEncoder().encodeToString(bytes));
        json.writeEndObject();
      }
    }

    @Override
    String loaded(JsonNode value) {
      return "\\x" + HexFormat.of().formatHex(bytes(value));
    }
  },

  INSTANT {
    @Override
    void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException {
      json.writeString(row.getObject(column, OffsetDateTime.class).toInstant().toString());
    }

    @Override
    String loaded(JsonNode value) {
      return Instant.parse(text(value)).toString();
    }
  },

  DATE {
    @Override
    void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException {
      json.writeString(row.getObject(column, LocalDate.class).toString());
    }

    @Override
    String loaded(JsonNode value) {
      return LocalDate.parse(text(value)).toString();
    }
  };

  private static final String BASE64 = "base64";

  /** The value of the current row, which is not null. */
  abstract void write(JsonGenerator json, ResultSet row, int column) throws SQLException, IOException;

  /** The value for PostgreSQL; throws if it is none of this type. */
  abstract String loaded(JsonNode value);

  static byte[] bytes(JsonNode value) {
    if (value.isTextual()) return value.textValue().getBytes(StandardCharsets.UTF_8);
    if (value.size() != 1 || !value.path(BASE64).isTextual()) throw wrong("a text or bytes in base64");
    return Base64.getDecoder().decode(value.get(BASE64).textValue());
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) throw wrong("a text");
    return value.textValue();
  }

  private static IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("not " + wanted);
  }
}
