package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.embedded.CaughtMail;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
    assertThat(told.get("planned").findValuesAsText("message_id")).noneMatch(id -> id.contains(task.id()));
  }

  /** The board's own mailbox refuses none, so what the mailer would write is written here. */
  @Test
  void whatCannotBeMailedIsNeitherSentNorPlanned() throws SQLException {
    Client tove = person("tove");
    Reply task = tove.post("/api/tasks", """
        {"name": "Prune", "assigned": "tove", "remind_at": "%s"}""".formatted(
        Instant.now().truncatedTo(ChronoUnit.MILLIS))).is(201);
    await().until(() -> tove.get(REMINDERS).is(200).get("sent").path(0).path("state").asText().equals("delivered"));
    String today = tove.get(REMINDERS).text("today");
    try (Connection connection = BOARD.connect(); Statement statement = connection.createStatement()) {
      statement.execute("""
          insert into reminder.decision (message_id, kind, username, date, due_at, decided_at, outcome)
          values ('digest:tove:%s', 'digest', 'tove', '%s', now(), now(), 'sent')""".formatted(today, today));
      statement.execute("""
          insert into reminder.delivery (message_id, kind, username, state, attempts, dead_at)
          values ('digest:tove:%s', 'digest', 'tove', 'discarded', 1, now())""".formatted(today));
      statement.execute("update reminder.delivery set state = 'discarded' where username = 'tove'");
      statement.execute("""
          update reminder.subscriber set decided_date = '%s', next_date = date '%s' + 1, next_at = now() + interval '1 day'
          where username = 'tove'""".formatted(today, today));
    }
    Reply report = tove.get(REMINDERS).is(200);
    assertThat(report.get("sent")).isEmpty();
    assertThat(report.results("outcome")).containsExactly("undeliverable", "undeliverable");
    assertThat(report.results("reason")).containsExactly("undeliverable", "undeliverable");
    assertThat(report.results("state")).containsExactly("undeliverable", "undeliverable");
    assertThat(report.get("planned").findValuesAsText("message_id")).doesNotContain("digest:tove:" + today)
        .noneMatch(id -> id.contains(task.id()));
    assertThat(report.get("day").get("outcome").asText()).isEqualTo("not-sent");
    assertThat(report.get("day").get("reason").asText()).isEqualTo("undeliverable");
    assertThat(report.get("day").get("message_id").isNull()).isTrue();
  }

  @Test
  void digestThatWasSentIsNotPlannedAndOneThatWasNotIsAgainAtALaterHour() throws SQLException {
    Client yara = person("yara");
    ZonedDateTime hour = hourToCome(ZoneId.of("UTC"));
    LocalDate date = hour.toLocalDate();
    decide("yara", date, "nothing-due");
    yara.patch("/auth/user", "{\"digest_hour\": %d}".formatted(hour.getHour())).is(200);
    Reply report = yara.get(REMINDERS + "?date=" + date).is(200);
    assertThat(report.get("day").get("outcome").asText()).isEqualTo("planned");
    assertThat(report.get("planned").findValuesAsText("message_id")).containsExactly("digest:yara:" + date);
    decide("yara", date, "sent");
    yara.patch("/auth/user", "{\"digest_hour\": %d}".formatted(hour.plusHours(1).getHour())).is(200);
    report = yara.get(REMINDERS + "?date=" + date).is(200);
    assertThat(report.get("day").get("outcome").asText()).isEqualTo("sent");
    assertThat(report.get("planned")).isEmpty();
  }

  /** As the scheduler does it at the hour of the date. */
  private static void decide(String name, LocalDate date, String outcome) throws SQLException {
    try (Connection connection = BOARD.connect(); Statement statement = connection.createStatement()) {
      statement.execute("""
          insert into reminder.decision (message_id, kind, username, date, due_at, decided_at, outcome)
          values ('digest:%s:%s', 'digest', '%s', '%s', now(), now(), '%s')"""
          .formatted(name, date, name, date, outcome));
      statement.execute("""
          update reminder.subscriber set decided_date = '%s', next_date = date '%s' + 1, next_at = now() + interval '1 day'
          where username = '%s'""".formatted(date, date, name));
    }
  }

  @Test
  void reminderThatWasSetTooFarBackIsToldOf() {
    Client vera = person("vera");
    Reply task = vera.post("/api/tasks", """
        {"name": "Rake", "assigned": "vera", "remind_at": "2020-01-01T00:00:00Z"}""").is(201);
    await().until(() -> !vera.after(task).get(REMINDERS).is(200).results("outcome").isEmpty());
    assertThat(task(vera, task.id()).get("reason").asText()).isEqualTo("missed");
    Reply report = vera.get(REMINDERS);
    assertThat(report.results("reason")).containsExactly("missed");
    assertThat(report.get("sent")).isEmpty();
  }

  @Test
  void nothingIsPlannedForAnAddressThatIsNotConfirmed() throws SQLException {
    Client uma = person("uma");
    ZonedDateTime hour = hourToCome(ZoneId.of("UTC"));
    uma.patch("/auth/user", "{\"digest_hour\": %d}".formatted(hour.getHour())).is(200);
    try (Connection connection = BOARD.connect(); Statement statement = connection.createStatement()) {
      statement.execute("update reminder.subscriber set confirmed = false where username = 'uma'");
    }
    Reply task = uma.post("/api/tasks", """
        {"name": "Weed", "assigned": "uma", "due": "%s", "remind_at": "2100-01-01T00:00:00Z"}"""
        .formatted(hour.toLocalDate())).is(201);
    Reply report = uma.after(task).get(REMINDERS).is(200);
    assertThat(next(report).get("reason").asText()).isEqualTo("email-unconfirmed");
    assertThat(task(uma, task.id()).get("reason").asText()).isEqualTo("email-unconfirmed");
  }

  @Test
  void noMoreThanFiftyRemindersArePlannedForADay() throws SQLException {
    Client wim = person("wim");
    try (Connection connection = BOARD.connect(); Statement statement = connection.createStatement()) {
      statement.execute("""
          insert into reminder.task (id, name, assigned, status, remind_at, remind_pending, deleted, revision)
          select 'wim' || i, 'Task', 'wim', 'todo', timestamptz '2099-12-31T23:59:00Z' + i * interval '1 second', true,
            false, 1 from generate_series(1, 80) i""");
    }
    List<String> reasons = wim.get(REMINDERS).is(200).get("planned").valueStream()
        .filter(it -> it.get("kind").asText().equals("task")).map(it -> it.get("reason").asText("none")).toList();
    assertThat(reasons.subList(0, 50)).containsOnly("none");
    assertThat(reasons.subList(50, 59)).containsOnly("too-many");
    assertThat(reasons.subList(59, 80)).containsOnly("none");
    try (Connection connection = BOARD.connect(); Statement statement = connection.createStatement()) {
      statement.execute("delete from reminder.task where assigned = 'wim'"); // the view is compared with the journal
    }
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
