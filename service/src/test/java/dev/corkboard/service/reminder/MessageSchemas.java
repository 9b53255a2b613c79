package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Judges messages by docs/schemas, a file for each routing key. They leave room for more fields, which we do not send. */
final class MessageSchemas {
  private static final Path FOLDER = Path.of("../docs/schemas");
  private static final JsonMapper JSON = new JsonMapper();

  private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
      builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  void judge(String routingKey, byte[] body) throws IOException {
    JsonNode message = JSON.readTree(body);
    assertThat(schemas.computeIfAbsent(routingKey, this::read).validate(message)).as(routingKey + " " + message)
        .isEmpty();
  }

  private Schema read(String routingKey) {
    try {
      JsonNode schema = JSON.readTree(FOLDER.resolve(routingKey + ".json").toFile());
      close(schema);
      schema.get("$defs").forEach(MessageSchemas::close);
      return registry.getSchema(schema);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void close(JsonNode object) {
    if (object.has("properties")) ((ObjectNode) object).put("additionalProperties", false);
  }
}
