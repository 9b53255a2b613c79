package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.corkboard.service.http.ApiRoutes;
import dev.corkboard.service.http.ApiRoutes.Bins;
import dev.corkboard.service.http.ApiRoutes.PastSide;
import dev.corkboard.service.http.ApiRoutes.ReadSide;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.http.ApiRoutes.Writes;
import dev.corkboard.service.http.AuthRoutes;
import dev.corkboard.service.http.ChangeRoutes;
import dev.corkboard.service.http.DeadEventRoutes;
import dev.corkboard.service.http.DeadMailRoutes;
import dev.corkboard.service.http.DocRoutes;
import dev.corkboard.service.http.Endpoint;
import dev.corkboard.service.http.HealthRoutes;
import dev.corkboard.service.http.MailRoutes;
import dev.corkboard.service.http.PageFiles;
import dev.corkboard.service.http.PageRoutes;
import dev.corkboard.service.http.PresenceRoutes;
import dev.corkboard.service.http.ProjectionRoutes;
import dev.corkboard.service.http.Right;
import dev.corkboard.service.http.ReminderRoutes;
import dev.corkboard.service.http.WhoamiRoutes;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/api/openapi.yaml says what the code serves: neither more nor less. */
public class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private record Described(Right right, Set<String> parameters) {}

  private final JsonNode document = read();

  @Test
  void describesEveryEndpointWithItsRightAndParametersAndNoOther() {
    assertThat(described()).isEqualTo(served());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(document.findValuesAsText("$ref")).isNotEmpty()
        .allSatisfy(reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void everyOperationHasANameOfItsOwnAndTellsOfFailure() {
    List<String> names = new ArrayList<>();
    document.get("paths").forEach(path -> operations(path).forEach((method, operation) -> {
      names.add(operation.get("operationId").asText());
      assertThat(operation.get("responses").has("default")).isTrue();
      assertThat(operation.get("summary").asText()).isNotBlank();
    }));
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everyOperationTellsOfWhatAnyOfItsKindMayAnswer() {
    document.get("paths").properties().forEach(path -> operations(path.getValue()).forEach((method, operation) -> {
      Set<String> expected = new TreeSet<>(Set.of("400", "406"));
      if (right(operation) != Right.OPEN) expected.add("401");
      if (right(operation) == Right.ADMIN) expected.add("403");
      if (Set.of("post", "put", "patch").contains(method)) expected.addAll(Set.of("413", "415"));
      if (path.getKey().contains("{id}")) expected.add("404");
      assertThat(operation.get("responses").propertyStream().map(Map.Entry::getKey)).as(method + " " + path.getKey())
          .containsAll(expected);
    }));
  }

  private Map<String, Described> described() {
    Map<String, Described> described = new TreeMap<>();
    document.get("paths").properties().forEach(path -> operations(path.getValue()).forEach((method,
        operation) -> described.put(method.toUpperCase() + " " + path.getKey(),
            new Described(right(operation), parameters(path.getValue(), operation)))));
    return described;
  }

  private static Map<String, JsonNode> operations(JsonNode path) {
    Map<String, JsonNode> operations = new TreeMap<>();
    path.properties().stream().filter(entry -> METHODS.contains(entry.getKey()))
        .forEach(entry -> operations.put(entry.getKey(), entry.getValue()));
    return operations;
  }

  /** What only administrators may do is marked, as OpenAPI has no word for it. */
  private Right right(JsonNode operation) {
    JsonNode security = operation.has("security") ? operation.get("security") : document.get("security");
    if (security.isEmpty()) return Right.OPEN;
    if (security.get(0).isEmpty()) return Right.LOCAL; // a token is taken, and not always needed
    if (security.size() > 1) return Right.SESSION;
    return operation.path("x-admin").asBoolean() ? Right.ADMIN : Right.SIGNED_IN;
  }

  private Set<String> parameters(JsonNode path, JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode owner : List.of(path, operation)) {
      for (JsonNode given : owner.path("parameters")) {
        JsonNode parameter = given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
        if (parameter.get("in").asText().equals("query")) names.add(parameter.get("name").asText());
      }
    }
    return names;
  }

  private static Map<String, Described> served() {
    Map<String, Described> served = new TreeMap<>();
    for (Endpoint endpoint : endpoints()) {
      served.put(endpoint.method().value() + " " + endpoint.template(),
          new Described(endpoint.right(), new TreeSet<>(endpoint.parameters())));
    }
    return served;
  }

  /** They are listed and never called, so what they would call is left out. */
  public static List<Endpoint> endpoints() {
    URI url = URI.create("http://localhost");
    WriteSide writes = new WriteSide(new Writes<>(null, null), new Writes<>(null, null), new Writes<>(null, null),
        new Writes<>(null, null), null, null);
    ReadSide views = new ReadSide(null, null, null, null, null, new Bins(null, null, null, null), null, null, null,
        null,
        null, null);
    return Node.endpoints(new AuthRoutes(null, true, url, List.of()),
        new ApiRoutes(writes, views, new PastSide(null, null, null, null, null, null, null), null, null, url),
        new ChangeRoutes(null, null, new TreeSet<>(), null, url),
        new PresenceRoutes(null, new TreeSet<>()), new HealthRoutes("", null), new DocRoutes(),
        new PageRoutes(PageFiles.none()),
        new WhoamiRoutes(null), new ProjectionRoutes(null, null, null, null), new DeadEventRoutes(null, null, url),
        new DeadMailRoutes(null, url),
        new ReminderRoutes(null, null, null, url),
        new MailRoutes(null).endpoints());
  }

  private static JsonNode read() {
    try (InputStream in = DocRoutes.class.getResourceAsStream("docs/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (Exception unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
