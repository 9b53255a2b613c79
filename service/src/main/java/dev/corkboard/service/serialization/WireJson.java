package dev.corkboard.service.serialization;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.corkboard.domain.Change;
import dev.corkboard.domain.Patch;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mapper of the API, taught to store: a changed value is read with the type of its field in the aggregate's
 * content, and maps by field have their keys in snake case, as everything else.
 */
final class WireJson {
  private static final String CONTENT = "content";
  private static final ObjectMapper MAPPER = Json.mapper().copyWith(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(1 << 22).build()).build())
      .registerModule(new SimpleModule("wire")
          .addKeySerializer(String.class, new SnakeKey())
          .addKeyDeserializer(String.class, new CamelKey())
          .addDeserializer(Change.class, new ChangeReader())
          .addDeserializer(Patch.class, new PatchReader()));

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

  static Object read(WireNames.Named named, byte[] json) {
    try {
      return MAPPER.readerFor(named.type()).withAttribute(CONTENT, named.content()).readValue(json);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read a stored " + named.name(), unreadable);
    }
  }

  private static Object value(JsonNode node, String field, DeserializationContext context) throws IOException {
    Class<?> content = (Class<?>) context.getAttribute(CONTENT);
    RecordComponent component = Arrays.stream(content.getRecordComponents())
        .filter(each -> each.getName().equals(field)).findFirst()
        .orElseThrow(() -> new IOException(content.getSimpleName() + " has no field " + field));
    JavaType type = context.getTypeFactory().constructType(component.getGenericType());
    return node.isNull()
        ? context.findRootValueDeserializer(type).getNullValue(context)
        : context.readTreeAsValue(node, type);
  }

  private static final class ChangeReader extends JsonDeserializer<Change> {
    @Override
    public Change deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String field = Camel.of(parser.getParsingContext().getParent().getCurrentName());
      JsonNode change = parser.readValueAsTree();
      return new Change(value(change.get("from"), field, context), value(change.get("to"), field, context));
    }
  }

  private static final class PatchReader extends JsonDeserializer<Patch<?>> {
    @Override
    public Patch<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      JsonNode patch = parser.readValueAsTree();
      Map<String, Object> values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : patch.get("values").properties()) {
        String field = Camel.of(entry.getKey());
        values.put(field, value(entry.getValue(), field, context));
      }
      return new Patch<>(values);
    }
  }

  private static final class SnakeKey extends JsonSerializer<String> {
    @Override
    public void serialize(String key, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeFieldName(Camel.toSnake(key));
    }
  }

  private static final class CamelKey extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return Camel.of(key);
    }
  }
}
