package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointTest {

  @Test
  void roomForTheAnswerToABulkIsThatOfAllItsOperations() {
    assertThat(largest(TaskBulk.PATH)).isEqualTo(TaskBulk.MOST * largest("/api/tasks"));
  }

  @Test
  void onlyWritesNeedRoomBeforeTheyAreCarriedOut() {
    assertThat(Endpoint.get("/api/tasks", Right.SIGNED_IN, call -> Answer.noContent()).largestAnswer()).isZero();
    assertThat(largest("/api/posts")).isGreaterThan(largest("/api/tasks")).isPositive();
  }

  private static long largest(String path) {
    return Endpoint.post(path, Right.SIGNED_IN, call -> Answer.noContent()).largestAnswer();
  }
}
