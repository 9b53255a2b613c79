package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corkboard.readmodel.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What a page remembers for its user: any JSON object up to a size, whose meaning is the page's affair. */
final class Preferences {
  static final String NONE = "{}";
  private static final int MOST_BYTES = 8 << 10;

  private Preferences() {}

  static String of(Connection connection, String accountId) throws SQLException {
    return Statements.first(connection, "select json from accounts.preferences where account_id = ?",
        row -> row.getString("json"), accountId).orElse(NONE);
  }

  static void store(Connection connection, String accountId, String json) throws SQLException {
    Statements.update(connection, """
        insert into accounts.preferences (account_id, json) values (?, ?)
        on conflict (account_id) do update set json = excluded.json""", accountId, json);
  }

  static Optional<BadField> fault(String json) {
    if (json.getBytes(UTF_8).length <= MOST_BYTES) return Optional.empty();
    return Optional.of(new BadField("preferences", "too-large", "At most " + MOST_BYTES + " bytes as JSON in UTF-8."));
  }

  static String merged(String target, JsonNode patch) {
    try {
      return Json.mapper().writeValueAsString(merged(object(Json.mapper().readTree(target)), patch));
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("stored preferences are no JSON", notOurs);
    }
  }

  /** As RFC 7396 merges: what the patch does not name stays, null removes; a patch that is null removes everything. */
  private static ObjectNode merged(ObjectNode target, JsonNode patch) {
    ObjectNode merged = target.deepCopy();
    if (!patch.isObject()) return JsonNodeFactory.instance.objectNode();
    patch.properties().forEach(entry -> {
      JsonNode value = entry.getValue();
      if (value.isNull()) merged.remove(entry.getKey());
      else if (value.isObject()) merged.set(entry.getKey(), merged(object(merged.get(entry.getKey())), value));
      else
        merged.set(entry.getKey(), value);
    });
    return merged;
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }
}
