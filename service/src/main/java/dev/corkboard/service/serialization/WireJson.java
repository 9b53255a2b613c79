package dev.corkboard.service.serialization;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import dev.corkboard.domain.Change;
import dev.corkboard.domain.Patch;
import dev.corkboard.readmodel.json.FieldNames;
import dev.corkboard.readmodel.json.IsoTimes;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The mapper of the API, taught to store: a changed value is read with the type of its field in the aggregate's
 * content, and maps by field have their keys in snake case, as everything else.
 */
final class WireJson {
  private static final String CONTENT = "content";
  private static final List<CoercionInputShape> NO_TEXTS = List.of(CoercionInputShape.Integer, CoercionInputShape.Float,
      CoercionInputShape.Boolean);
  private static final ObjectMapper MAPPER = build();
  /** Of the fields of all contents, which are few. */
  private static final Map<Field, JsonDeserializer<Object>> READERS = new ConcurrentHashMap<>();
  private static final Map<WireNames.Named, ObjectReader> RECORDS = new ConcurrentHashMap<>();

  private WireJson() {}

  static ObjectMapper mapper() {
    return MAPPER;
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("cannot write " + value.getClass(), bug);
    }
  }

  /** A constructor may put a default for what an older shape has not; what is missing even then is damage. */
  static Object read(WireNames.Named named, byte[] json) {
    try {
      Object value = RECORDS.computeIfAbsent(named, WireJson::record).readValue(json);
      if (!(value instanceof Record record)) throw new IOException("there is no object");
      Optional<String> missing = Components.missing(record);
      if (missing.isPresent()) throw new IOException(missing.get() + " is missing");
      return record;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read a stored " + named.name(), unreadable);
    }
  }

  private static ObjectReader record(WireNames.Named named) {
    return MAPPER.readerFor(named.type()).withAttribute(CONTENT, named.content());
  }

  private static ObjectMapper build() {
    ObjectMapper mapper = Json.mapper().copy();
    // The limits of the API are for strangers; what was stored once must be read whatever they are then.
    mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.defaults());
    // A number is no text, in whichever field.
    for (CoercionInputShape shape : NO_TEXTS) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper.registerModule(new SimpleModule("wire")
        .addKeySerializer(String.class, new SnakeKey())
        .addKeyDeserializer(String.class, new CamelKey())
        .addDeserializer(Change.class, new ChangeReader())
        .addDeserializer(Patch.class, new PatchReader())
        .addDeserializer(LocalDate.class, new TimeReader<>(LocalDateDeserializer.INSTANCE, IsoTimes::date))
        .addDeserializer(Instant.class, new TimeReader<>(InstantDeserializer.INSTANT, IsoTimes::instant)));
  }

  /** The name of the first member of the object that the parser is at; null if it has none. */
  private static String member(JsonParser parser, DeserializationContext context, Class<?> type) throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) context.reportInputMismatch(type, "there is no object");
    return parser.nextFieldName();
  }

  /** The value that the parser is at, of a field of the content. */
  private static Object value(JsonParser parser, String field, DeserializationContext context) throws IOException {
    JsonDeserializer<Object> reader = reader(field, context);
    Object value = parser.hasToken(JsonToken.VALUE_NULL)
        ? reader.getNullValue(context)
        : reader.deserialize(parser, context);
    Class<?> content = (Class<?>) context.getAttribute(CONTENT);
    return value == null ? context.reportInputMismatch(content, "null is no value of %s", field) : value;
  }

  /** Kept, as Jackson itself keeps none for optional values and would make one for each. */
  private static JsonDeserializer<Object> reader(String field, DeserializationContext context) throws IOException {
    Field key = new Field((Class<?>) context.getAttribute(CONTENT), field);
    JsonDeserializer<Object> known = READERS.get(key);
    if (known != null) return known;
    RecordComponent component = Components.named(key.content(), field).orElse(null);
    if (component == null) return context.reportInputMismatch(key.content(), "there is no field %s", field);
    JsonDeserializer<Object> made = context.findRootValueDeserializer(
        context.getTypeFactory().constructType(component.getGenericType()));
    READERS.put(key, made);
    return made;
  }

  private record Field(Class<?> content, String name) {}

  private static final class ChangeReader extends JsonDeserializer<Change> {
    @Override
    public Change getNullValue(DeserializationContext context) throws JsonMappingException {
      return context.reportInputMismatch(Change.class, "null is no change");
    }

    @Override
    public Change deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String field = FieldNames.camel(parser.getParsingContext().getParent().getCurrentName());
      Object from = null;
      Object to = null;
      for (String name = member(parser, context, Change.class); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "from" -> from = value(parser, field, context);
          case "to" -> to = value(parser, field, context);
          default -> context.reportInputMismatch(Change.class, "a change has no %s", name);
        }
      }
      if (from == null || to == null) return context.reportInputMismatch(Change.class, "a change has from and to");
      return new Change(from, to);
    }
  }

  private static final class PatchReader extends JsonDeserializer<Patch<?>> {
    @Override
    public Patch<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      Map<String, Object> values = null;
      for (String name = member(parser, context, Patch.class); name != null; name = parser.nextFieldName()) {
        if (!name.equals("values")) context.reportInputMismatch(Patch.class, "a patch has no %s", name);
        parser.nextToken();
        values = values(parser, context);
      }
      if (values == null) return context.reportInputMismatch(Patch.class, "a patch has values");
      return new Patch<>(values);
    }

    private static Map<String, Object> values(JsonParser parser, DeserializationContext context) throws IOException {
      Map<String, Object> values = new LinkedHashMap<>();
      for (String name = member(parser, context, Patch.class); name != null; name = parser.nextFieldName()) {
        String field = FieldNames.camel(name);
        parser.nextToken();
        values.put(field, value(parser, field, context));
      }
      return values;
    }
  }

  /** Reads the form in which we write by itself, which is quick, and leaves others to Jackson's reader. */
  private static final class TimeReader<T> extends JsonDeserializer<T> {
    private final JsonDeserializer<T> others;
    private final Function<String, Optional<T>> quick;

    TimeReader(JsonDeserializer<T> others, Function<String, Optional<T>> quick) {
      this.others = others;
      this.quick = quick;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) return others.deserialize(parser, context);
      try {
        Optional<T> value = quick.apply(parser.getText());
        return value.isPresent() ? value.get() : others.deserialize(parser, context);
      } catch (DateTimeException impossible) {
        return context.reportInputMismatch(this, "%s", impossible.getMessage());
      }
    }
  }

  private static final class SnakeKey extends JsonSerializer<String> {
    @Override
    public void serialize(String key, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeFieldName(FieldNames.snake(key));
    }
  }

  private static final class CamelKey extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return FieldNames.camel(key);
    }
  }
}
