package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.corkboard.domain.TextRule;
import java.util.ArrayList;
import java.util.List;

/** Reads what a page remembers for its user: any JSON object whose texts can be stored, in the form of all texts. */
final class PreferencesReader {
  private static final TextRule TEXT = TextRule.paragraphs(0, Integer.MAX_VALUE);

  private PreferencesReader() {}

  static Reader patch() {
    return node -> {
      if (!node.isObject()) return Reader.wrongType("an object");
      List<Reader.Wrong> wrong = new ArrayList<>();
      JsonNode normal = normal(node, wrong);
      return wrong.isEmpty() ? new Reader.Value(normal) : wrong.getFirst();
    };
  }

  private static JsonNode normal(JsonNode node, List<Reader.Wrong> wrong) {
    if (node.isTextual()) return TextNode.valueOf(text(node, wrong));
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> array.add(normal(element, wrong)));
      return array;
    }
    if (!node.isObject()) return node;
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(entry -> object.set(text(TextNode.valueOf(entry.getKey()), wrong),
        normal(entry.getValue(), wrong)));
    return object;
  }

  private static String text(JsonNode node, List<Reader.Wrong> wrong) {
    return switch (Reader.text(TEXT).read(node)) {
      case Reader.Value(Object value) -> (String) value;
      case Reader.Wrong fault -> {
        wrong.add(fault);
        yield "";
      }
    };
  }
}
