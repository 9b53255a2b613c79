package dev.corkboard.service.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.mail.DeadMails;
import dev.corkboard.service.mail.Deliveries;
import dev.corkboard.service.mail.SqlDeliveries;
import dev.corkboard.service.reminder.OutboxStore;
import dev.corkboard.service.reminder.OutboxTable;
import dev.corkboard.service.reminder.ReminderStore;
import dev.corkboard.service.reminder.SqlReminders;
import dev.corkboard.service.reminder.Subscribers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The tables in PostgreSQL and their model, which get the same calls at the same time and must not differ. */
final class TwoBoards {

  /** All ports over one kind of tables. */
  record Board(ReminderStore reminders, OutboxStore outbox, Deliveries deliveries, Subscribers.People people) {}

  /** What is called; its answer is comparable. */
  interface Call {
    Object on(Board board) throws SQLException;
  }

  private final SqlTables tables;
  private final MemoryBoard memory = new MemoryBoard(this::now);
  private final DeadMails dead;
  private final Board real;
  private final Board model;
  private final List<String> story = new ArrayList<>();
  private Instant now;

  /** Whatever was in the tables is gone. */
  TwoBoards(DataSource dataSource, Instant start) {
    tables = new SqlTables(dataSource);
    tables.clear();
    dead = new DeadMails(dataSource, this::now);
    real = new Board(SqlReminders.store(dataSource), new OutboxTable(dataSource), SqlDeliveries.in(dataSource),
        SqlReminders.people(dataSource));
    model = new Board(memory, memory, memory, memory);
    now = start;
    pass(Duration.ZERO);
    assertThat(tables.now()).isEqualTo(start);
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
    tables.setClock(now);
    story.add("--- " + now);
  }

  void same(String what, Call call) throws SQLException {
    story.add(what);
    Object expected = call.on(real);
    Object answer = call.on(model);
    story.add("  " + expected);
    assertThat(answer).as("the answer of the model to%n%s", story()).isEqualTo(expected);
  }

  void put(MemoryBoard.Task task) {
    story.add("puts " + task);
    tables.put(task);
    memory.tasks.put(task.id(), task);
  }

  /** What an operator does, who is no part of the model, to the first of the dead mails. */
  void discardFirst() {
    memory.deliveries.entrySet().stream().filter(row -> row.getValue().state().equals("dead")).map(Map.Entry::getKey)
        .min(Comparator.naturalOrder()).ifPresent(this::discard);
  }

  private void discard(String id) {
    story.add("discards " + id);
    assertThat(dead.discard(id)).as(story()).isTrue();
    memory.deliveries.compute(id, (same, old) -> new Delivered(old.kind(), old.username(), "discarded", 0,
        old.leasedTill(), old.error(), old.deliveredAt(), Optional.empty(), Optional.empty()));
  }

  void compareRows() {
    compare("subscriber", memory.people, tables.people());
    compare("task", memory.tasks, tables.tasks());
    compare("decision", memory.decisions, tables.decisions());
    compare("outbox", memory.outbox, tables.outbox());
    compare("delivery", memory.deliveries, tables.deliveries());
  }

  private <T> void compare(String table, Map<String, T> rows, Map<String, T> expected) {
    assertThat(rows).as("the model's rows of %s after%n%s", table, story())
        .containsExactlyInAnyOrderEntriesOf(expected);
  }

  private String story() {
    return String.join("\n", story);
  }
}
