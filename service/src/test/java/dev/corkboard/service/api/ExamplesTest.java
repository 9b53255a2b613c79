package dev.corkboard.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.api.ApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Every parameter, body, answer and header in docs/api/openapi.yaml has an example, and the examples are true. */
class ExamplesTest {
  private static final Set<String> TOLD_BY_DEFAULT = Set.of("405", "408", "414", "431", "500");

  private final ApiDocument document = ApiDocument.packed();
  private final Schemas schemas = new Schemas(document);
  private final Problems problems = new Problems(document, schemas);

  @Test
  void everyParameterHasExamplesThatCanBe() {
    forEachOperation((operation, faults) -> document.parameters(operation).forEach(
        parameter -> judge(parameter.get("name").asText(), parameter, faults)));
  }

  @Test
  void everyRequestBodyHasExamplesThatCanBe() {
    forEachOperation((operation, faults) -> operation.node().path("requestBody").path("content").properties()
        .forEach(content -> judge("body as " + content.getKey(), content.getValue(), faults)));
  }

  @Test
  void everyAnswerHasExamplesThatCanBe() {
    forEachAnswer((status, response, faults) -> {
      response.path("headers").properties().forEach(
          header -> judge(status + " " + header.getKey(), document.resolve(header.getValue()), faults));
      response.path("content").properties().stream().filter(content -> content.getKey().endsWith("json"))
          .forEach(content -> judge(status, content.getValue(), faults));
    });
  }

  @Test
  void everyProblemIsOneThatFitsItsAnswer() {
    forEachAnswer((status, response, faults) -> {
      JsonNode content = response.path("content").path("application/problem+json");
      for (JsonNode example : examples(content)) {
        String own = example.get("status").asText();
        if (status.equals("default") ? !TOLD_BY_DEFAULT.contains(own) : !status.equals(own)) faults.add(status);
        problems.judge(example.get("status").asInt(), example);
      }
    });
  }

  @Test
  void schemasHaveExamplesThatCanBe() {
    document.root().at("/components/schemas").properties().forEach(schema -> schema.getValue().path("examples")
        .forEach(example -> assertThat(schemas.faults(schema.getValue(), example)).as(schema.getKey()).isEmpty()));
  }

  private interface AnswerJudge {
    void judge(String status, JsonNode response, List<String> faults);
  }

  private void forEachAnswer(AnswerJudge judge) {
    forEachOperation((operation, faults) -> operation.node().get("responses").properties()
        .forEach(response -> judge.judge(response.getKey(), document.resolve(response.getValue()), faults)));
  }

  private void forEachOperation(BiConsumer<Operation, List<String>> judge) {
    Map<String, List<String>> faulty = new TreeMap<>();
    document.operations().forEach(operation -> {
      List<String> faults = new ArrayList<>();
      judge.accept(operation, faults);
      if (!faults.isEmpty()) faulty.put(operation.toString(), faults);
    });
    assertThat(document.operations()).isNotEmpty();
    assertThat(faulty).isEmpty();
  }

  private void judge(String name, JsonNode owner, List<String> faults) {
    List<JsonNode> examples = examples(owner);
    if (examples.isEmpty()) faults.add(name + ": no example");
    for (JsonNode example : examples) {
      schemas.faults(owner.get("schema"), example).forEach(fault -> faults.add(name + ": " + fault));
    }
  }

  /** Those beside the schema, or else the schema's own. */
  private List<JsonNode> examples(JsonNode owner) {
    if (owner.has("example")) return List.of(owner.get("example"));
    if (owner.has("examples")) {
      return owner.get("examples").properties().stream().map(Map.Entry::getValue).map(document::resolve)
          .map(example -> example.get("value")).toList();
    }
    return document.resolve(owner.path("schema")).path("examples").valueStream().toList();
  }
}
