package dev.corkboard.service.carry;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;

/** The mapper of the API, without its limits for strangers: what was stored once must be carried whatever they are. */
final class CarryJson {
  static final ObjectMapper MAPPER = build();

  private CarryJson() {}

  static ObjectNode object(byte[] json) throws IOException {
    JsonNode node = MAPPER.readTree(json);
    if (!(node instanceof ObjectNode object)) throw new IOException("no object");
    return object;
  }

  private static ObjectMapper build() {
    ObjectMapper mapper = Json.mapper().copy();
    mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.defaults());
    return mapper;
  }
}
