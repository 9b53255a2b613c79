package dev.corkboard.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.api.ApiDocument.Operation;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Judges requests that were accepted: what can be sent is described as well. */
final class Requests {
  private final ApiDocument document;
  private final Schemas schemas;

  Requests(ApiDocument document, Schemas schemas) {
    this.document = document;
    this.schemas = schemas;
  }

  void judge(Operation operation, HttpResponse<String> answer, Optional<String> body) {
    List<JsonNode> parameters = document.parameters(operation);
    String query = Optional.ofNullable(answer.uri().getRawQuery()).orElse("");
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) judge(parameters, "query", decoded(pair, 0), decoded(pair, 1));
    }
    answer.request().headers().map().forEach((name, values) -> {
      if (isDescribed(parameters, name)) values.forEach(value -> judge(parameters, "header", name, value));
    });
    body.ifPresent(text -> judge(operation, text));
  }

  private void judge(Operation operation, String body) {
    JsonNode content = operation.node().path("requestBody").path("content").path("application/json");
    assertThat(content.has("schema")).as("a body is described").isTrue();
    assertThat(schemas.faults(content.get("schema"), ApiDescription.json(body))).as("faults of the accepted body")
        .isEmpty();
  }

  private void judge(List<JsonNode> parameters, String place, String name, String value) {
    Optional<JsonNode> parameter = parameters.stream()
        .filter(it -> it.get("in").asText().equals(place) && it.get("name").asText().equalsIgnoreCase(name))
        .findFirst();
    assertThat(parameter).as("parameter " + name + " is described").isPresent();
    assertThat(schemas.faults(parameter.get().get("schema"), value)).as("faults of the accepted parameter " + name)
        .isEmpty();
  }

  private static boolean isDescribed(List<JsonNode> parameters, String header) {
    return parameters.stream().anyMatch(
        it -> it.get("in").asText().equals("header") && it.get("name").asText().equalsIgnoreCase(header));
  }

  private static String decoded(String pair, int part) {
    String[] parts = pair.split("=", 2);
    return part < parts.length ? URLDecoder.decode(parts[part], StandardCharsets.UTF_8) : "";
  }
}
