package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.TimeZones;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TasksIT {
  private static final String TASKS = "/api/tasks";
  private static final String NO_ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  private final String sprint = sprint(today().plusDays(9));

  @Test
  void taskNeedsNothingButAName() {
    Reply created = ANNA.post(TASKS, "{\"name\": \"Paint\"}").is(201);
    assertThat(created.json().propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("id", "number",
        "name", "description", "sprint", "status", "order", "assigned", "started", "due", "completed", "remind_at",
        "labels", "estimate", "priority", "created_by", "created_at", "updated_at", "revision");
    assertThat(created.text("status")).isEqualTo("todo");
    assertThat(created.text("description")).isEmpty();
    assertThat(created.get("labels").isEmpty()).isTrue();
    assertThat(created.get("order").isNumber()).isTrue();
    assertThat(created.text("created_by")).isEqualTo("anna");
    assertThat(created.text("priority")).isEqualTo("normal");
    assertThat(created.get("number").asLong()).isPositive();
    for (String none : new String[]{"sprint", "estimate", "assigned", "started", "due", "completed", "remind_at"}) {
      assertThat(created.get(none).isNull()).as(none).isTrue();
    }
    assertThat(created.header("Location")).contains(BOARD.url() + TASKS + "/" + created.id());
    assertThat(BEN.after(created).get(TASKS + "/" + created.id()).json()).isEqualTo(created.json());
  }

  @Test
  void taskKeepsAllItsFields() {
    Reply created = ANNA.post(TASKS, """
        {"name": "n", "description": "a\\nb", "sprint": "%s", "status": "done", "order": -1.5, "assigned": "Ben",
         "started": "2020-01-01", "due": "2030-01-01", "completed": "2020-02-02",
         "remind_at": "2030-01-01T09:00:00.1239+02:00", "labels": ["red", "blue"],
         "estimate": 1000, "priority": "urgent"}""".formatted(sprint)).is(201);
    assertThat(created.text("assigned")).isEqualTo("ben");
    assertThat(created.get("order").asDouble()).isEqualTo(-1.5);
    assertThat(created.text("started")).isEqualTo("2020-01-01");
    assertThat(created.text("completed")).isEqualTo("2020-02-02");
    assertThat(created.text("remind_at")).isEqualTo("2030-01-01T07:00:00.123Z");
    assertThat(created.get("labels").valueStream().map(label -> label.asText())).containsExactly("red", "blue");
    assertThat(created.get("estimate").asInt()).isEqualTo(1000);
    assertThat(created.text("priority")).isEqualTo("urgent");
    assertThat(ANNA.after(created).get(TASKS + "/" + created.id()).json()).isEqualTo(created.json());
    Reply cleared = ANNA.patch(TASKS + "/" + created.id(), """
        {"description": null, "assigned": null, "due": null, "remind_at": null, "labels": null, "estimate": null,
         "priority": null}""").is(200);
    assertThat(cleared.get("estimate").isNull()).isTrue();
    assertThat(cleared.text("priority")).isEqualTo("normal");
    assertThat(cleared.get("number")).isEqualTo(created.get("number"));
    assertThat(cleared.text("description")).isEmpty();
    assertThat(cleared.get("assigned").isNull() && cleared.get("due").isNull()).isTrue();
    assertThat(cleared.get("labels").isEmpty()).isTrue();
  }

  @Test
  void fieldsHaveTheirLimits() {
    refused("{}", "name:required");
    refused("{\"name\": \"%s\"}".formatted("n".repeat(101)), "name:too-long");
    refused("{\"name\": \"\"}", "name:too-short");
    refused(task("\"description\": \"%s\"".formatted("d".repeat(20_001))), "description:too-long");
    refused(task("\"status\": \"doing\""), "status:unknown-value");
    refused(task("\"status\": null"), "status:null-not-allowed");
    refused(task("\"order\": \"1\""), "order:wrong-type");
    refused(task("\"order\": 1e400"), "order:out-of-range");
    refused(task("\"assigned\": 5"), "assigned:wrong-type");
    refused(task("\"assigned\": \"nobody-of-this-name\""), "assigned:unknown-user");
    refused(task("\"assigned\": \"\""), "assigned:unknown-user");
    refused(task("\"sprint\": \"" + NO_ID + "\""), "sprint:unknown-sprint");
    refused(task("\"sprint\": \"x\""), "sprint:unknown-sprint");
    refused(task("\"due\": \"2030-02-30\""), "due:invalid-date");
    refused(task("\"remind_at\": \"2030-01-01\""), "remind_at:invalid-instant");
    refused(task("\"remind_at\": \"2030-01-01T00:00:00\""), "remind_at:invalid-instant");
    refused(task("\"remind_at\": \"2030-01-01T00:00:00+02\""), "remind_at:invalid-instant");
    refused(task("\"remind_at\": \"2030-01-01T00:00Z\""), "remind_at:invalid-instant");
    refused(task("\"labels\": \"red\""), "labels:wrong-type");
    refused(task("\"labels\": [\"" + "l".repeat(41) + "\"]"), "labels:too-long");
    refused(task("\"labels\": [\"\"]"), "labels:too-short");
    refused(task("\"labels\": [null]"), "labels:wrong-type");
    refused(task("\"labels\": [" + "\"l\",".repeat(20) + "\"l\"]"), "labels:too-many");
    refused(task("\"estimate\": 1001"), "estimate:out-of-range");
    refused(task("\"estimate\": -1"), "estimate:out-of-range");
    refused(task("\"estimate\": 1.5"), "estimate:wrong-type");
    refused(task("\"priority\": \"high \""), "priority:unknown-value");
    refused(task("\"number\": 1"), "number:unknown-field");
    refused(task("\"created_by\": \"ben\""), "created_by:unknown-field");
    ANNA.post(TASKS, task("\"description\": \"%s\", \"labels\": [\"%s\"]".formatted("d".repeat(20_000),
        "\uD83E\uDD8A".repeat(40)))).is(201);
  }

  @Test
  void rulesBetweenFieldsAreKept() {
    conflict("\"status\": \"in_progress\"", "backlog-task-not-todo");
    conflict("\"sprint\": \"" + sprint(today().minusDays(1)) + "\"", "sprint-is-over");
    conflict("\"sprint\": \"" + sprint + "\", \"started\": \"2030-01-01\"", "started-on-todo");
    conflict("\"sprint\": \"" + sprint + "\", \"status\": \"testing\", \"completed\": \"2030-01-01\"",
        "completed-not-done");
    conflict("\"sprint\": \"" + sprint + "\", \"status\": \"done\", \"started\": \"2030-01-02\", "
        + "\"completed\": \"2030-01-01\"", "completed-before-started");
    ANNA.post(TASKS, task("\"sprint\": \"" + sprint(today()) + "\"")).is(201);
  }

  @Test
  void datesFollowTheStatus() {
    String task = TASKS + "/" + ANNA.post(TASKS, task("\"sprint\": \"" + sprint + "\"")).is(201).id();
    assertDates(ANNA.patch(task, "{\"status\": \"in_progress\"}"), today(), null);
    assertDates(ANNA.patch(task, "{\"started\": \"2020-01-01\"}"), LocalDate.of(2020, 1, 1), null);
    assertDates(ANNA.patch(task, "{\"status\": \"done\"}"), LocalDate.of(2020, 1, 1), today());
    ANNA.patch(task, "{\"sprint\": null}").isProblem(409, "task-is-done");
    ANNA.patch(task, "{\"sprint\": \"" + sprint(today()) + "\"}").isProblem(409, "task-is-done");
    assertDates(ANNA.patch(task, "{\"status\": \"testing\"}"), LocalDate.of(2020, 1, 1), null);
    ANNA.patch(task, "{\"completed\": \"2030-01-01\"}").isProblem(409, "completed-not-done");
    assertDates(ANNA.patch(task, "{\"status\": \"todo\"}"), null, null);
    ANNA.patch(task, "{\"started\": \"2030-01-01\"}").isProblem(409, "started-on-todo");
    assertDates(ANNA.patch(task, "{\"status\": \"done\"}"), today(), today());
    ANNA.patch(task, "{\"status\": \"todo\", \"sprint\": null}").isProblem(409, "task-is-done");
    ANNA.patch(task, "{\"status\": \"todo\"}").is(200);
    ANNA.patch(task, "{\"sprint\": null}").is(200);
    ANNA.patch(task, "{\"status\": \"done\"}").isProblem(409, "backlog-task-not-todo");
  }

  @Test
  void todayIsTheUsersOwn() {
    Client far = person("faraway");
    for (String zone : new String[]{"Pacific/Kiritimati", "Etc/GMT+12", "EST", "ROC", "GMT+0", "Factory"}) {
      far.patch("/auth/user", "{\"time_zone\": \"" + zone + "\"}").is(200);
      LocalDate theirs = LocalDate.now(TimeZones.of(zone));
      assertDates(far.post(TASKS, task("\"sprint\": \"" + sprint + "\", \"status\": \"done\"")), theirs, theirs);
    }
  }

  @Test
  void everybodyChangesButOnlySomeDelete() {
    String task = TASKS + "/" + ANNA.post(TASKS, "{\"name\": \"n\"}").is(201).id();
    BEN.patch(task, "{\"name\": \"m\"}").is(200);
    BEN.delete(task).isProblem(403, "forbidden");
    ANNA.patch(task, "{\"assigned\": \"ben\"}").is(200);
    BEN.delete(task).is(204);
    ANNA.delete(task).isProblem(404, "not-found");
    ROOT.delete(TASKS + "/" + ANNA.post(TASKS, "{\"name\": \"n\"}").id()).is(204);
    ANNA.delete(TASKS + "/" + ANNA.post(TASKS, "{\"name\": \"n\"}").id()).is(204);
  }

  private static void assertDates(Reply task, LocalDate started, LocalDate completed) {
    assertThat(task.http().statusCode()).as(task.http().body()).isIn(200, 201);
    assertThat(task.get("started").textValue()).isEqualTo(started == null ? null : started.toString());
    assertThat(task.get("completed").textValue()).isEqualTo(completed == null ? null : completed.toString());
  }

  private static void refused(String body, String error) {
    ANNA.post(TASKS, body).isProblem(400, "invalid", error);
  }

  private static void conflict(String fields, String code) {
    ANNA.post(TASKS, task(fields)).isProblem(409, code);
  }

  private static String task(String fields) {
    return "{\"name\": \"n\", " + fields + "}";
  }

  private static String sprint(LocalDate end) {
    return ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"" + end + "\"}").is(201).id();
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
