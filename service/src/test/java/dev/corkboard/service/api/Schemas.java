package dev.corkboard.service.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.corkboard.readmodel.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges values by the schemas of the document, in JSON Schema's draft 2020-12. An object may have no field that its
 * schema does not name, though the document leaves room for more: a client must, we need not.
 */
public final class Schemas {
  /** Words that stand in our schemas and say nothing of values. */
  private static final List<Keyword> NOT_JUDGED = List.of(new NonValidationKeyword("components"),
      new NonValidationKeyword("x-status"));
  private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012()).keywords(NOT_JUDGED).build();

  private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(DIALECT, builder -> builder
      .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
  private final ApiDocument document;
  private final JsonNode components;

  public Schemas(ApiDocument document) {
    this.document = document;
    this.components = closed(document.root().get("components"));
  }

  /** What is wrong with a value; nothing if it is as the schema has it. */
  public List<String> faults(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream().map(Object::toString).toList();
  }

  /** The same for what came as text, as headers and parameters do. */
  List<String> faults(JsonNode schema, String text) {
    return faults(schema, value(document.resolve(schema), text));
  }

  private JsonNode value(JsonNode schema, String text) {
    return switch (schema.path("type").asText()) {
      case "array" -> JsonNodeFactory.instance.arrayNode().add(value(document.resolve(schema.get("items")), text));
      case "integer", "number", "boolean" -> parsed(text);
      default -> TextNode.valueOf(text);
    };
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException notJson) {
      return TextNode.valueOf(text);
    }
  }

  /** References lead into the document's components, so these come along. */
  private Schema compile(JsonNode schema) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.setAll((ObjectNode) closed(schema));
    return registry.getSchema(whole.set("components", components));
  }

  private static JsonNode closed(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    copy.findParents("properties").forEach(Schemas::close);
    return copy;
  }

  private static void close(JsonNode object) {
    for (JsonNode inner : object.get("properties"))
      inner.findParents("properties").forEach(Schemas::close);
    if (!object.has("additionalProperties")) ((ObjectNode) object).put("additionalProperties", false);
  }
}
