package dev.corkboard.service.serialization;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.corkboard.domain.Change;
import dev.corkboard.domain.Patch;
import dev.corkboard.readmodel.json.FieldNames;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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
      Object value = MAPPER.readerFor(named.type()).withAttribute(CONTENT, named.content()).readValue(json);
      if (!(value instanceof Record record)) throw new IOException("there is no object");
      Optional<String> missing = Components.missing(record);
      if (missing.isPresent()) throw new IOException(missing.get() + " is missing");
      return record;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read a stored " + named.name(), unreadable);
    }
  }

  private static ObjectMapper build() {
    ObjectMapper mapper = Json.mapper().copy();
    // The limits of the API are for strangers; what was stored once must be read whatever they are then.
    mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.defaults());
    // An emoji as it is, not as two escapes of three times the size.
    mapper.getFactory().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.mappedFeature());
    // A number is no text, in whichever field.
    for (CoercionInputShape shape : NO_TEXTS) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    return mapper.registerModule(new SimpleModule("wire")
        .addKeySerializer(String.class, new SnakeKey())
        .addKeyDeserializer(String.class, new CamelKey())
        .addDeserializer(Change.class, new ChangeReader())
        .addDeserializer(Patch.class, new PatchReader()));
  }

  /** An object with these members and no other. */
  private static JsonNode object(JsonParser parser, DeserializationContext context, Class<?> type, Set<String> members)
      throws IOException {
    JsonNode node = context.readTree(parser);
    Set<String> found = node.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    if (!found.equals(members)) context.reportInputMismatch(type, "expected %s, found %s", members, found);
    return node;
  }

  private static Object value(JsonNode node, String field, DeserializationContext context) throws IOException {
    JsonDeserializer<Object> reader = reader(field, context);
    Object value;
    if (node.isNull()) {
      value = reader.getNullValue(context);
    } else {
      try (JsonParser parser = node.traverse(context.getParser().getCodec())) {
        parser.nextToken();
        value = reader.deserialize(parser, context);
      }
    }
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
      JsonNode change = object(parser, context, Change.class, Set.of("from", "to"));
      return new Change(value(change.get("from"), field, context), value(change.get("to"), field, context));
    }
  }

  private static final class PatchReader extends JsonDeserializer<Patch<?>> {
    @Override
    public Patch<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      JsonNode patch = object(parser, context, Patch.class, Set.of("values"));
      Map<String, Object> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : patch.get("values").properties()) {
        String field = FieldNames.camel(entry.getKey());
        values.put(field, value(entry.getValue(), field, context));
      }
      return new Patch<>(values);
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
