package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SprintClosingIT {
  private static final String SPRINTS = "/api/sprints";
  private static final String TASKS = "/api/tasks";
  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  private final String sprint = sprint(TODAY.minusDays(9), TODAY.plusDays(9));
  private final String next = sprint(TODAY.plusDays(1), TODAY.plusDays(20));

  @Test
  void openTasksGoIntoTheNextSprintAndKeepStatusAndOrder() {
    Reply first = task("todo", "first");
    Reply second = task("todo", "second");
    Reply working = task("in_progress", "working");
    Reply done = task("done", "done");
    Reply before = ANNA.post(TASKS, "{\"name\": \"there before\", \"sprint\": \"" + next + "\"}").is(201);
    Reply closed = BEN.post(SPRINTS + "/" + sprint + "/close", target(next)).is(200);
    assertThat(closed.text("end")).isEqualTo(TODAY.toString());
    assertThat(closed.revision()).isEqualTo(2);
    Client reader = ANNA.after(closed);
    assertThat(reader.get(TASKS + "?sprint=" + next + "&status=todo").results("id")).containsExactly(before.id(),
        first.id(), second.id());
    assertThat(reader.get(TASKS + "?sprint=" + next + "&status=in_progress").results("id"))
        .containsExactly(working.id());
    assertThat(reader.get(TASKS + "?sprint=" + sprint).results("id")).containsExactly(done.id());
    assertThat(reader.get(SPRINTS + "/" + sprint).json()).isEqualTo(closed.json());
    Reply again = ANNA.post(SPRINTS + "/" + sprint + "/close", target(next)).is(200);
    assertThat(again.json()).isEqualTo(closed.json());
    assertThat(ANNA.get(TASKS + "/" + first.id() + "/history").results("event")).containsExactly("task-created",
        "task-moved");
  }

  @Test
  void whatGoesIntoTheBacklogIsToDoAgain() {
    Reply testing = task("testing", "testing");
    Reply closed = ANNA.post(SPRINTS + "/" + sprint + "/close", "{\"move_open_to\": null}").is(200);
    Reply moved = ANNA.after(closed).get(TASKS + "/" + testing.id()).is(200);
    assertThat(moved.get("sprint").isNull() && moved.get("started").isNull()).isTrue();
    assertThat(moved.text("status")).isEqualTo("todo");
  }

  @Test
  void hundredsOfTasksAreMoved() {
    List<String> operations = new ArrayList<>();
    for (int i = 0; i < 100; i++)
      operations.add("{\"op\": \"create\", \"body\": {\"name\": \"%d\", \"sprint\": \"%s\"}}".formatted(i, sprint));
    for (int i = 0; i < 3; i++)
      ANNA.post(TASKS + "/bulk", "{\"operations\": [" + String.join(", ", operations) + "]}").is(200);
    Reply closed = ANNA.post(SPRINTS + "/" + sprint + "/close", target(next)).is(200);
    Client reader = ANNA.after(closed);
    assertThat(reader.get(TASKS + "?sprint=" + sprint).results()).isEmpty();
    List<String> moved = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = reader.get(TASKS + "?limit=100&sprint=" + next + cursor).is(200);
      moved.addAll(page.results("name"));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.text("next");
    } while (!cursor.isEmpty());
    assertThat(moved).hasSize(300).startsWith("0", "1", "2").endsWith("98", "99");
  }

  @Test
  void whatCannotBeIsRefusedAndMovesNothing() {
    Reply task = task("todo", "stays");
    String close = SPRINTS + "/" + sprint + "/close";
    ANNA.post(close, "{}").isProblem(400, "invalid", "move_open_to:required");
    ANNA.post(close, target("x")).isProblem(400, "invalid", "move_open_to:unknown-sprint");
    ANNA.post(close, target("01890a5d-ac96-774b-bcce-b302099a8057")).isProblem(400, "invalid",
        "move_open_to:unknown-sprint");
    ANNA.post(close, target(sprint)).isProblem(400, "invalid", "move_open_to:same-sprint");
    ANNA.post(close, target(sprint(TODAY.minusDays(9), TODAY.minusDays(1)))).isProblem(409, "sprint-is-over");
    ANNA.post(SPRINTS + "/" + next + "/close", "{\"move_open_to\": null}").isProblem(409, "sprint-not-begun");
    ANNA.post(SPRINTS + "/01890a5d-ac96-774b-bcce-b302099a8057/close", "{\"move_open_to\": null}").isProblem(404,
        "not-found");
    ANNA.post(SPRINTS + "/x/close", "{\"move_open_to\": null}").isProblem(404, "not-found");
    assertThat(ANNA.after(task).get(TASKS + "/" + task.id()).revision()).isEqualTo(1);
  }

  @Test
  void limitsOfColumnsAreChangedOneByOne() {
    Reply created = ANNA.post(SPRINTS, """
        {"name": "s", "end": "2030-01-01", "wip": {"in_progress": 4, "testing": null, "done": 1000}}""").is(201);
    String path = SPRINTS + "/" + created.id();
    assertThat(wip(ANNA.after(created).get(path))).isEqualTo("{\"in_progress\":4,\"done\":1000}");
    assertThat(wip(ANNA.patch(path, "{\"wip\": {\"testing\": 2, \"done\": null}}")))
        .isEqualTo("{\"in_progress\":4,\"testing\":2}");
    assertThat(wip(ANNA.patch(path, "{\"wip\": {\"testing\": 2}}"))).isEqualTo("{\"in_progress\":4,\"testing\":2}");
    assertThat(ANNA.get(path + "/history").results()).hasSize(2);
    ANNA.ifMatch(1).patch(path, "{\"wip\": {\"testing\": 5}}").is(412);
    Reply none = ANNA.ifMatch(2).patch(path, "{\"wip\": null}").is(200);
    assertThat(wip(none)).isEqualTo("null");
    assertThat(ANNA.after(none).get(path).json()).isEqualTo(none.json());
    Reply limits = ANNA.post(path + "/revert", "{\"revision\": 2}").is(200);
    assertThat(wip(limits)).isEqualTo("{\"in_progress\":4,\"testing\":2}");
    assertThat(wip(ANNA.post(path + "/revert", "{\"revision\": 1}"))).isEqualTo("{\"in_progress\":4,\"done\":1000}");
    assertThat(wip(ANNA.get(path + "?revision=1"))).isEqualTo("{\"in_progress\":4,\"done\":1000}");
    for (String bad : List.of("{\"todo\": 0}", "{\"todo\": 1001}", "{\"todo\": \"3\"}", "{\"doing\": 3}", "[]", "3"))
      ANNA.patch(path, "{\"wip\": " + bad + "}").is(400);
    assertThat(wip(ANNA.patch(path, "{\"wip\": {}}"))).isEqualTo("null");
  }

  private static String wip(Reply sprint) {
    return sprint.is(200).get("wip").toString();
  }

  private static String target(String id) {
    return "{\"move_open_to\": \"" + id + "\"}";
  }

  private Reply task(String status, String name) {
    return ANNA
        .post(TASKS, "{\"name\": \"%s\", \"sprint\": \"%s\", \"status\": \"%s\"}".formatted(name, sprint, status))
        .is(201);
  }

  private static String sprint(LocalDate start, LocalDate end) {
    return ANNA.post(SPRINTS, "{\"name\": \"s\", \"start\": \"%s\", \"end\": \"%s\"}".formatted(start, end)).is(201)
        .id();
  }
}
