package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.junit.jupiter.api.Test;

/** A node that was built without the page. */
class PageRoutesTest {
  private final Map<String, Endpoint> endpoints = new PageRoutes(PageFiles.none()).endpoints().stream()
      .collect(Collectors.toMap(Endpoint::template, endpoint -> endpoint));

  @Test
  void withoutThePageTheDocumentsAreThere() throws Exception {
    assertThat(location("/")).isEqualTo("/api/docs");
    assertThat(location("/tasks/{id}")).isEqualTo("/api/docs#/Tasks/showTask");
  }

  @Test
  void withoutThePageNothingElseIs() throws Exception {
    for (String template : List.of("/{page}", "/assets/{file}")) {
      Answer answer = answer(template, "signup");
      assertThat(((Answer.Failed) answer).problem().status()).isEqualTo(404);
    }
  }

  private String location(String template) throws Exception {
    return ((Answer.Empty) answer(template, "1")).headers().getFirst().value();
  }

  private Answer answer(String template, String variable) throws Exception {
    HttpRequest request = HttpRequest.GET("/");
    return endpoints.get(template).handler().handle(new Call(request, List.of(variable), Optional.empty(), "r",
        "127.0.0.1", Instant.EPOCH, Query.parse("", Set.of()), new byte[0]));
  }
}
