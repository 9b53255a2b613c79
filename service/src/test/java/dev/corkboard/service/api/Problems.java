package dev.corkboard.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The codes that the document lists for problems, each with the statuses that it comes with. */
public final class Problems {
  private final Map<String, Set<Integer>> statuses = new TreeMap<>();
  private final Schemas schemas;
  private final JsonNode schema;

  public Problems(ApiDocument document, Schemas schemas) {
    this.schemas = schemas;
    this.schema = document.root().at("/components/schemas/Problem");
    document.root().at("/components/schemas/ProblemCode/oneOf").forEach(code -> {
      Set<Integer> with = new TreeSet<>();
      code.get("x-status").forEach(status -> with.add(status.asInt()));
      statuses.put(code.get("const").asText(), with);
    });
  }

  /** Fails if a problem with this status is not one that clients know of. */
  public void judge(int status, JsonNode problem) {
    String code = problem.path("code").asText();
    assertThat(statuses).as("components/schemas/ProblemCode lists the code").containsKey(code);
    assertThat(statuses.get(code)).as("x-status of the code " + code).contains(status);
    assertThat(problem.path("status").asInt()).as("status").isEqualTo(status);
    assertThat(problem.path("type").asText()).as("type").isEqualTo("urn:corkboard:problem:" + code);
    assertThat(schemas.faults(schema, problem)).as("faults of the problem").isEmpty();
  }
}
