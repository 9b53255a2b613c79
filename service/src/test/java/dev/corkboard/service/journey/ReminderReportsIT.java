package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.embedded.CaughtMail;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of their reminders; how each comes about is tested where they are decided. */
class ReminderReportsIT {
  private static final String REMINDERS = "/api/reminders";

  @Test
  void nextDigestIsPlannedForTheHourAndSaysWhyItWillNotCome() {
    Client nora = person("nora");
    ZonedDateTime hour = hourToCome(ZoneId.of("Asia/Kathmandu"));
    nora.patch("/auth/user", """
        {"time_zone": "%s", "digest_hour": %d}""".formatted(hour.getZone(), hour.getHour())).is(200);
    Reply report = nora.get(REMINDERS).is(200);
    JsonNode digest = next(report);
    LocalDate date = hour.toLocalDate();
    assertThat(digest.get("date").asText()).isEqualTo(date.toString());
    assertThat(Instant.parse(digest.get("at").asText())).isEqualTo(hour.toInstant());
    assertThat(digest.get("at").asText()).endsWith(":15:00.000Z");
    assertThat(digest.get("message_id").asText()).isEqualTo("digest:nora:" + date);
    assertThat(digest.get("reason").asText()).isEqualTo("nothing-due");
    assertThat(report.get("sent")).isEmpty();
    assertThat(report.results()).isEmpty();
    Reply task = nora.post("/api/tasks", """
        {"name": "Sow", "assigned": "nora", "due": "%s"}""".formatted(date)).is(201);
    JsonNode due = next(nora.after(task).get(REMINDERS).is(200));
    assertThat(due.get("reason").isNull()).isTrue();
    assertThat(due.get("due_count").asInt()).isEqualTo(1);
    nora.patch("/auth/user", "{\"digest\": false}").is(200);
    assertThat(next(nora.get(REMINDERS)).get("reason").asText()).isEqualTo("digest-off");
    JsonNode day = nora.get(REMINDERS + "?date=" + date).is(200).get("day");
    assertThat(day.get("outcome").asText()).isEqualTo("planned");
    assertThat(day.get("reason").asText()).isEqualTo("digest-off");
  }

  @Test
  void reminderOfATaskIsPlannedThenSentAndNotPlannedAgain() {
    Client oleg = person("oleg");
    Instant later = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    Reply task = oleg.post("/api/tasks", """
        {"name": "Harvest", "assigned": "oleg", "remind_at": "%s"}""".formatted(later)).is(201);
    JsonNode planned = task(oleg.after(task), task.id());
    assertThat(planned.get("reason").isNull()).isTrue();
    assertThat(Instant.parse(planned.get("at").asText())).isEqualTo(later);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    oleg.patch("/api/tasks/" + task.id(), "{\"remind_at\": \"" + now + "\"}").is(200);
    Reply told = await().until(() -> oleg.get(REMINDERS).is(200),
        report -> report.get("sent").path(0).path("state").asText().equals("delivered"));
    JsonNode sent = told.get("sent").get(0);
    assertThat(sent.get("message_id").asText()).startsWith("task:" + task.id() + ":");
    assertThat(sent.at("/task/name").asText()).isEqualTo("Harvest");
    assertThat(sent.get("reason").isNull()).isTrue();
    assertThat(sent.get("sent_at").asText()).isGreaterThanOrEqualTo(sent.get("due_at").asText());
    assertThat(told.results("outcome")).containsExactly("sent");
    assertThat(task(oleg, task.id()).get("reason").asText()).isEqualTo("already-sent");
  }

  @Test
  void mailNamesTheSprintAndLinksTheTask() {
    Client nils = person("nils");
    String sprint = nils.post("/api/sprints", "{\"name\": \"Beds & borders\", \"end\": \"2100-01-01\"}").is(201).id();
    Reply task = nils.post("/api/tasks", """
        {"name": "Edge", "assigned": "nils", "sprint": "%s", "remind_at": "%s"}""".formatted(sprint,
        Instant.now().truncatedTo(ChronoUnit.MILLIS))).is(201);
    CaughtMail mail = await().until(() -> BOARD.mails().stream().filter(it -> it.to().contains("nils@example.org"))
        .findFirst(), Optional::isPresent).orElseThrow();
    assertThat(mail.subject()).isEqualTo("Reminder: Edge");
    assertThat(mail.text()).contains("to do, sprint “Beds & borders”", BOARD.url() + "/tasks/" + task.id(), "(UTC)");
    assertThat(mail.html()).contains("Beds &amp; borders", "href=\"" + BOARD.url() + "/tasks/" + task.id() + "\"");
  }

  @Test
  void finishedTaskWillNotRemind() {
    Client pia = person("pia");
    Reply task = pia.post("/api/tasks", """
        {"name": "Dig", "assigned": "pia", "remind_at": "2100-01-01T00:00:00Z"}""").is(201);
    Reply done = pia.patch("/api/tasks/" + task.id(), "{\"status\": \"done\", \"sprint\": \"%s\"}".formatted(pia.post(
        "/api/sprints", "{\"name\": \"s\", \"end\": \"2100-01-01\"}").is(201).id())).is(200);
    assertThat(task(pia.after(done), task.id()).get("reason").asText()).isEqualTo("task-done");
  }

  @Test
  void dateBeforeTheAccountHadNoPlan() {
    JsonNode day = person("quinn").get(REMINDERS + "?date=2020-02-29").is(200).get("day");
    assertThat(day.get("outcome").asText()).isEqualTo("not-sent");
    assertThat(day.get("reason").asText()).isEqualTo("not-planned");
    person("quinn").get(REMINDERS + "?date=2020-02-30").isProblem(400, "invalid", "date:invalid");
    person("quinn").get(REMINDERS + "?user=anna").isProblem(400, "invalid", "user:unknown-parameter");
  }

  @Test
  void administratorsSeeThoseOfOthersAndOfAll() {
    person("rosa");
    assertThat(ROOT.get("/api/admin/users/rosa/reminders").is(200).text("username")).isEqualTo("rosa");
    ROOT.get("/api/admin/users/nobody-at-all/reminders").isProblem(404, "not-found");
    Reply overview = ROOT.get("/api/admin/reminders").is(200);
    assertThat(Instant.parse(overview.text("next_digest_at"))).isAfter(Instant.now().minusSeconds(60));
    person("rosa").get("/api/admin/reminders").isProblem(403, "forbidden");
  }

  /** One that has passed today would be made up for at once. */
  private static ZonedDateTime hourToCome(ZoneId zone) {
    return ZonedDateTime.now(zone).plusHours(2).truncatedTo(ChronoUnit.HOURS);
  }

  /** The digest that has not been decided yet. */
  private static JsonNode next(Reply report) {
    List<JsonNode> digests = report.get("planned").valueStream().filter(it -> it.get("kind").asText().equals("digest"))
        .toList();
    return digests.getLast();
  }

  private static JsonNode task(Client reader, String id) {
    return reader.get(REMINDERS).is(200).get("planned").valueStream()
        .filter(it -> it.at("/task/id").asText().equals(id)).findFirst().orElseThrow();
  }
}
