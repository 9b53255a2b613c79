package dev.corkboard.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corkboard.service.api.ApiDocument.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What docs/api/openapi.yaml promises: judges whether an answer, and the request that it accepts, are as it says. */
public final class ApiDescription {
  /** Our own mapper takes fewer tokens than the description of the API has. */
  private static final ObjectMapper LARGE = new ObjectMapper();

  /** What any call may be answered with, though only {@code default} stands for it. */
  private static final Set<Integer> ANYWHERE = Set.of(405, 408, 414, 431, 500);
  /** Ours, so they are described wherever they come. */
  private static final Set<String> HEADERS = Set.of("Allow", "Consistency", "Consistency-Token", "ETag", "Link",
      "Location", "Retry-After", "WWW-Authenticate", "X-Request-ID");
  /** With others the parser does not get as far as the path. */
  private static final Set<String> HTTP_METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
      "TRACE");
  private static final ApiDescription PACKED = new ApiDescription(ApiDocument.packed());

  private final ApiDocument document;
  private final Schemas schemas;
  private final Requests requests;
  private final Problems problems;

  private ApiDescription(ApiDocument document) {
    this.document = document;
    this.schemas = new Schemas(document);
    this.requests = new Requests(document, schemas);
    this.problems = new Problems(document, schemas);
  }

  /** That of the service under test. */
  public static ApiDescription packed() {
    return PACKED;
  }

  /** Fails if the answer to a request, or its body that was accepted, is not as described. */
  public void check(HttpResponse<String> answer, Optional<String> body) {
    try {
      judge(answer, body);
    } catch (AssertionError undescribed) {
      throw new AssertionError("Not as docs/api/openapi.yaml says: " + answer.request().method() + " "
          + answer.uri().getRawPath() + " " + answer.statusCode() + " " + answer.headers().map() + "\n"
          + answer.body() + "\n" + undescribed.getMessage(), undescribed);
    }
  }

  /** Fails if this is no problem that clients know of. */
  public void checkProblem(int status, JsonNode problem) {
    problems.judge(status, problem);
  }

  private void judge(HttpResponse<String> answer, Optional<String> body) {
    String path = path(answer.uri().getRawPath());
    String method = answer.request().method();
    if (isPreflight(answer.request()) && answer.statusCode() == 204) return;
    Optional<Operation> operation = document.find(method.equals("HEAD") ? "GET" : method, path);
    if (operation.isEmpty()) {
      judgeRefusal(answer, document.methods(path));
      return;
    }
    JsonNode response = response(operation.get(), answer.statusCode());
    judgeHeaders(answer, response.path("headers"));
    judgeContent(answer, response.path("content"));
    if (answer.statusCode() < 300) requests.judge(operation.get(), answer, body);
  }

  /** Whoever asks for what is not there is told so, and which methods there are. */
  private void judgeRefusal(HttpResponse<String> answer, Set<String> methods) {
    assertThat(answer.statusCode()).as("status without a description").isIn(methods.isEmpty()
        ? List.of(400, 404, 414, 431)
        : List.of(400, 405, 414, 431));
    JsonNode described = document.root().at("/components/responses/Problem");
    judgeHeaders(answer, described.get("headers"));
    judgeContent(answer, described.get("content"));
    if (answer.statusCode() == 405) judgeAllow(answer, methods);
  }

  private static void judgeAllow(HttpResponse<String> answer, Set<String> methods) {
    Set<String> allowed = new TreeSet<>(methods);
    if (methods.contains("GET")) allowed.add("HEAD");
    String[] told = answer.headers().firstValue("Allow").orElse("").split(", ");
    assertThat(told).containsAll(allowed);
    if (HTTP_METHODS.contains(answer.request().method())) assertThat(told).hasSameSizeAs(allowed);
  }

  private JsonNode response(Operation operation, int status) {
    JsonNode responses = operation.node().get("responses");
    String key = responses.has(Integer.toString(status)) || !ANYWHERE.contains(status)
        ? Integer.toString(status)
        : "default";
    assertThat(responses.has(key)).as("the status is described").isTrue();
    return document.resolve(responses.get(key));
  }

  private void judgeHeaders(HttpResponse<String> answer, JsonNode headers) {
    List<String> faults = new ArrayList<>();
    for (String name : HEADERS) {
      Optional<String> value = answer.headers().firstValue(name);
      JsonNode header = document.resolve(headers.path(name));
      if (value.isEmpty() && header.path("required").asBoolean()) faults.add(name + " is missing");
      if (value.isPresent() && header.isMissingNode()) faults.add(name + " is not described");
      if (value.isPresent() && !header.isMissingNode()) {
        schemas.faults(header.get("schema"), value.get()).forEach(fault -> faults.add(name + ": " + fault));
      }
    }
    assertThat(faults).as("faults of the headers").isEmpty();
  }

  private void judgeContent(HttpResponse<String> answer, JsonNode content) {
    if (answer.request().method().equals("HEAD") || content.isEmpty()) {
      assertThat(answer.body()).as("content").isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    assertThat(content.has(type)).as("the content type " + type + " is described").isTrue();
    if (!type.endsWith("json")) return;
    JsonNode body = json(answer.body());
    assertThat(schemas.faults(content.get(type).get("schema"), body)).as("faults of the content").isEmpty();
    if (type.equals("application/problem+json")) problems.judge(answer.statusCode(), body);
  }

  static JsonNode json(String text) {
    try {
      return LARGE.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("no JSON", notJson);
    }
  }

  private static boolean isPreflight(HttpRequest request) {
    return request.method().equals("OPTIONS") && request.headers().firstValue("Origin").isPresent()
        && request.headers().firstValue("Access-Control-Request-Method").isPresent();
  }

  private static String path(String raw) {
    return raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
  }
}
