package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.OpenApiTest;
import dev.corkboard.service.http.Endpoint;
import dev.corkboard.service.http.Right;
import dev.corkboard.service.journey.Attempts.Attempt;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks the table of docs/rights.md: every call of the API, by everybody whom it names. */
class RightsIT {
  private static final String ALLOWED = "yes";

  private final List<Endpoint> endpoints = OpenApiTest.endpoints();
  private final Map<String, Map<Person, String>> table = RightsTable.read();
  private final Map<String, Attempt> attempts = new Attempts().byCall();

  RightsIT() throws IOException {}

  @Test
  void tableHasEveryCallAndNoOther() {
    assertThat(table.keySet()).as("rows of docs/rights.md")
        .containsExactlyInAnyOrderElementsOf(endpoints.stream().map(RightsIT::call).toList());
  }

  @Test
  void tableSaysWhatTheEndpointDeclares() {
    assertThat(endpoints).allSatisfy(endpoint -> {
      Map<Person, String> rights = table.get(call(endpoint));
      assertThat(rights.get(Person.NOBODY)).isEqualTo(
          Set.of(Right.OPEN, Right.LOCAL).contains(endpoint.right()) ? ALLOWED : "401");
      assertThat(endpoint.right() == Right.ADMIN).isEqualTo(rights.entrySet().stream()
          .allMatch(it -> it.getKey() == Person.NOBODY || it.getValue().equals(
              it.getKey() == Person.ADMIN ? ALLOWED : "403")));
    });
  }

  @TestFactory
  Stream<DynamicTest> everyCallAnswersAsTheTableSays() {
    return table.entrySet().stream().map(row -> DynamicTest.dynamicTest(row.getKey(), () -> walk(row)));
  }

  private void walk(Map.Entry<String, Map<Person, String>> row) throws SQLException {
    assertThat(attempts).as("calls that Attempts can make").containsKey(row.getKey());
    for (Map.Entry<Person, String> cell : row.getValue().entrySet()) {
      Supplier<Reply> attempt = attempts.get(row.getKey()).by(cell.getKey());
      if (cell.getValue().equals(ALLOWED)) {
        assertThat(attempt.get().status()).as("for " + cell.getKey()).isBetween(200, 399);
      } else {
        assertRefused(attempt, Integer.parseInt(cell.getValue()), cell.getKey());
      }
    }
  }

  /** Nothing is stored, and the author is who the author was. */
  private static void assertRefused(Supplier<Reply> attempt, int status, Person person) throws SQLException {
    JsonNode author = Person.AUTHOR.client().get("/auth/user").is(200).json();
    long events = BOARD.events();
    assertThat(attempt.get().status()).as("for " + person).isEqualTo(status);
    assertThat(BOARD.events()).as("events").isEqualTo(events);
    assertThat(Person.AUTHOR.client().get("/auth/user").is(200).json()).isEqualTo(author);
  }

  private static String call(Endpoint endpoint) {
    return endpoint.method().value() + " " + endpoint.template();
  }
}
