package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.SprintFact;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.service.entity.Reply.Accepted;
import dev.corkboard.service.id.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BurndownIT {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final SprintId sprint = new SprintId(Ids.next());

  @Test
  void tellsWhatReallyHappenedDayByDay() {
    planned(Optional.of(today.minusDays(4)), today.plusDays(3));
    TaskId finished = created(5);
    TaskId movedOut = created(4);
    TaskId deleted = created(4);
    change(finished, 3, Patch.of("status", TaskStatus.DONE));
    change(movedOut, 2, Patch.of("sprint", Optional.empty()));
    send(new TaskCommand.Delete(deleted, OptionalLong.empty(), origin(2)));
    send(new TaskCommand.Restore(deleted, origin(1), facts(1)));
    change(finished, 1, Patch.of("status", TaskStatus.TESTING));
    Reply last = ANNA.post("/api/tasks", "{\"name\": \"n\", \"sprint\": \"" + sprint.value() + "\"}").is(201);
    Client reader = ANNA.with("Consistency-Token", last.token() + "," + token(finished) + "," + token(movedOut) + ","
        + token(deleted) + ",sprint:" + sprint.value() + ":1");
    assertThat(rows(reader.get(burndown()).is(200))).containsExactly(today.minusDays(4) + " 3 0",
        today.minusDays(3) + " 2 1", today.minusDays(2) + " 0 1", today.minusDays(1) + " 2 0", today + " 3 0");
  }

  @Test
  void daysAreThoseOfWhoAsks() {
    planned(Optional.empty(), today.plusDays(3));
    TaskId task = new TaskId(Ids.next());
    Instant lateEvening = today.minusDays(2).atTime(LocalTime.of(23, 0)).toInstant(ZoneOffset.UTC);
    create(task, new Origin(new Username("anna"), false, lateEvening, "burndown"));
    Client east = person("eastern");
    east.patch("/auth/user", "{\"time_zone\": \"Asia/Tokyo\"}").is(200);
    String row = today.minusDays(2) + " ";
    Client reader = ANNA.with("Consistency-Token", token(task));
    assertThat(rows(reader.get(burndown()))).contains(row + "1 0");
    assertThat(rows(east.get(burndown()))).contains(row + "0 0", today.minusDays(1) + " 1 0");
  }

  @Test
  void endsWithTheSprintAndBeginsWithItsStartOrCreation() {
    planned(Optional.empty(), today.minusDays(2));
    List<String> created = rows(ready().get(burndown()));
    assertThat(created).containsExactly(today.minusDays(5) + " 0 0", today.minusDays(4) + " 0 0",
        today.minusDays(3) + " 0 0", today.minusDays(2) + " 0 0");
    String early = "{\"name\": \"s\", \"start\": \"%s\", \"end\": \"2100-01-01\"}".formatted(today.minusDays(999));
    Reply old = ANNA.post("/api/sprints", early).is(201);
    List<String> days = rows(ANNA.after(old).get("/api/sprints/" + old.id() + "/burndown").is(200));
    assertThat(days).hasSize(1000).startsWith(today.minusDays(999) + " 0 0").endsWith(today + " 0 0");
  }

  @Test
  void sprintThatHasNotBegunHasNoRowsAndOneThatIsGoneIsNotFound() {
    Reply later = ANNA.post("/api/sprints", "{\"name\": \"s\", \"start\": \"2099-01-01\", \"end\": \"2100-01-01\"}");
    String burndown = "/api/sprints/" + later.is(201).id() + "/burndown";
    assertThat(ANNA.after(later).get(burndown).is(200).results()).isEmpty();
    ANNA.get(burndown + "?limit=1").isProblem(400, "invalid", "limit:unknown-parameter");
    Reply gone = ANNA.delete("/api/sprints/" + later.id()).is(204);
    ANNA.after(gone).get(burndown).isProblem(404, "not-found");
    ANNA.get("/api/sprints/x/burndown").isProblem(404, "not-found");
  }

  private void planned(Optional<LocalDate> start, LocalDate end) {
    BOARD.writes().sprints().gateway().send(sprint.value(), new SprintCommand.Create(sprint,
        new SprintContent("s", "", start, end, Optional.empty()), origin(5)));
  }

  private TaskId created(int daysAgo) {
    TaskId id = new TaskId(Ids.next());
    create(id, origin(daysAgo));
    return id;
  }

  private void create(TaskId id, Origin origin) {
    NewTask named = NewTask.named("n");
    NewTask task = new NewTask("n", "", Optional.of(sprint), TaskStatus.TODO, named.order(), named.assigned(),
        named.started(), named.due(), named.completed(), named.remindAt(), named.labels(),
        named.estimate(), named.priority());
    send(new TaskCommand.Create(id, BOARD.writes().numbers().next(), task, 1, origin, facts(5)));
  }

  private void change(TaskId id, int daysAgo, Patch<TaskContent> patch) {
    send(new TaskCommand.Change(id, patch, OptionalLong.empty(), origin(daysAgo), facts(daysAgo)));
  }

  private void send(TaskCommand command) {
    assertThat(BOARD.writes().tasks().gateway().send(command.id().value(), command)).isInstanceOf(Accepted.class);
  }

  private TaskFacts facts(int daysAgo) {
    return new TaskFacts(today.minusDays(daysAgo), Optional.of(new SprintFact(sprint, today.plusDays(9))), true);
  }

  private Origin origin(int daysAgo) {
    Instant noon = today.minusDays(daysAgo).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    return new Origin(new Username("anna"), false, noon, "burndown");
  }

  private static String token(TaskId id) {
    TaskState state = BOARD.writes().tasks().gateway().read(id.value());
    return "task:" + id.value() + ":" + state.revision();
  }

  private Client ready() {
    return ANNA.with("Consistency-Token", "sprint:" + sprint.value() + ":1");
  }

  private String burndown() {
    return "/api/sprints/" + sprint.value() + "/burndown";
  }

  private static List<String> rows(Reply reply) {
    return reply.results().stream().map(BurndownIT::row).toList();
  }

  private static String row(JsonNode day) {
    return day.get("date").asText() + " " + day.get("open") + " " + day.get("done");
  }
}
