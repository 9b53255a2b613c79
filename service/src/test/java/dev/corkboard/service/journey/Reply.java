package dev.corkboard.service.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** What the board answered. */
record Reply(HttpResponse<String> http) {

  int status() {
    return http.statusCode();
  }

  Optional<String> header(String name) {
    return http.headers().firstValue(name);
  }

  JsonNode json() {
    try {
      return Json.mapper().readTree(http.body());
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("no JSON: " + http.body(), notJson);
    }
  }

  JsonNode get(String field) {
    return json().path(field);
  }

  String text(String field) {
    return get(field).asText();
  }

  String id() {
    return text("id");
  }

  long revision() {
    return get("revision").asLong();
  }

  String token() {
    return header("Consistency-Token").orElseThrow(() -> new AssertionError("no Consistency-Token: " + http));
  }

  List<JsonNode> results() {
    return get("results").valueStream().toList();
  }

  /** One field of each result. */
  List<String> results(String field) {
    return get("results").valueStream().map(result -> result.path(field).asText()).toList();
  }

  Reply is(int status) {
    assertThat(status()).as(http + " " + http.body()).isEqualTo(status);
    return this;
  }

  /** A problem as RFC 9457 has it, with these wrong fields, as {@code title:too-long}. */
  Reply isProblem(int status, String code, String... fields) {
    is(status);
    assertThat(header("Content-Type")).contains("application/problem+json");
    assertThat(json().propertyStream().map(java.util.Map.Entry::getKey)).contains("type", "title", "status", "detail",
        "instance", "code", "request_id");
    assertThat(get("status").asInt()).isEqualTo(status);
    assertThat(text("code")).as(http.body()).isEqualTo(code).matches("[a-z]+(-[a-z]+)*");
    assertThat(header("X-Request-ID")).contains(text("request_id"));
    List<String> errors = get("errors").valueStream()
        .map(error -> error.get("field").asText() + ":" + error.get("code").asText()).toList();
    assertThat(errors).containsExactly(fields);
    return this;
  }
}
