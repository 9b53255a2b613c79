package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ROOT;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many results all pages have together. */
class TotalsIT {

  @Test
  void totalIsOfAllPagesWithTheFilters() {
    Client writer = person("totals");
    Reply last = null;
    for (int i = 0; i < 5; i++)
      last = writer.post("/api/tweets", "{\"text\": \"counted " + i + "\"}").is(201);
    Client reader = writer.after(last);
    Reply page = reader.get("/api/tweets?author=totals&limit=2&count=true").is(200);
    assertThat(page.results()).hasSize(2);
    assertThat(page.get("total").asInt()).isEqualTo(5);
    assertThat(page.header("Link").orElseThrow()).contains("count=true");
    Reply next = reader.get("/api/tweets?author=totals&limit=2&count=true&cursor=" + page.text("next")).is(200);
    assertThat(next.get("total").asInt()).isEqualTo(5);
    assertThat(reader.get("/api/tweets?author=totals&q=3&count=true").is(200).get("total").asInt()).isEqualTo(1);
    assertThat(reader.get("/api/tweets?author=totals&limit=2").is(200).json().has("total")).isFalse();
    assertThat(reader.get("/api/tweets?author=totals&count=false").is(200).json().has("total")).isFalse();
    reader.get("/api/tweets?count=yes").isProblem(400, "invalid", "count:invalid");
  }

  @Test
  void totalOfSprintsTasksAndPostsHeedsFiltersNowAndThen() {
    Client writer = person("totals");
    Reply sprint = writer.post("/api/sprints", "{\"name\": \"bilby\", \"end\": \"2040-01-01\"}").is(201);
    Reply post = writer.post("/api/posts", "{\"title\": \"bilby\", \"content\": \"b\"}").is(201);
    writer.post("/api/tasks", "{\"name\": \"a\", \"sprint\": \"" + sprint.id() + "\"}").is(201);
    Reply task = writer.post("/api/tasks", "{\"name\": \"b\", \"sprint\": \"" + sprint.id() + "\"}").is(201);
    Client reader = writer.after(sprint, post, task);
    String then = "&as_of=" + task.text("created_at");
    for (String time : List.of("", then)) {
      assertThat(total(reader, "/api/sprints?q=bilby" + time)).isEqualTo(1);
      assertThat(total(reader, "/api/posts?q=bilby" + time)).isEqualTo(1);
      assertThat(total(reader, "/api/tasks?limit=1&ordering=-due&sprint=" + sprint.id() + time)).isEqualTo(2);
      assertThat(total(reader, "/api/tasks?status=done&sprint=" + sprint.id() + time)).isZero();
    }
  }

  @Test
  void listsOfPeopleSessionsAndEventsAreCountedToo() {
    Client writer = person("totals");
    Reply users = writer.get("/api/users?limit=100&count=true").is(200);
    assertThat(users.get("total").asInt()).isGreaterThanOrEqualTo(users.results().size()).isPositive();
    assertThat(total(ROOT, "/api/admin/users?limit=1")).isPositive();
    assertThat(total(writer, "/auth/sessions?limit=1")).isPositive();
    Reply task = writer.post("/api/tasks", "{\"name\": \"a\"}").is(201);
    writer.patch("/api/tasks/" + task.id(), "{\"name\": \"b\"}").is(200);
    assertThat(total(writer, "/api/tasks/" + task.id() + "/history?limit=1")).isEqualTo(2);
  }

  private static int total(Client reader, String list) {
    return reader.get(list + "&count=true").is(200).get("total").asInt();
  }
}
