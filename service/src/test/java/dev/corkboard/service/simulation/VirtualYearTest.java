package dev.corkboard.service.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.TimeZones;
import dev.corkboard.domain.reminder.Backoff;
import dev.corkboard.domain.reminder.DayLimit;
import dev.corkboard.domain.reminder.MailFate.Answer;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.amqp.Broker;
import dev.corkboard.service.mail.MailRun;
import dev.corkboard.service.mail.MailServer;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.ReminderRun;
import dev.corkboard.service.reminder.Subscribers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A year of mornings in every zone, 200 people at a time; 2011 is the year in which Samoa lost a day. */
class VirtualYearTest {
  private static final int PEOPLE = 200;
  private static final Duration STEP = Duration.ofMinutes(15); // all zones of today differ by quarters of an hour
  private static final List<String> ZONES = TimeZones.NAMES.stream().sorted().toList();

  private final Map<String, Instant> mails = new HashMap<>();
  private Instant now = Instant.EPOCH;

  @ParameterizedTest
  @CsvSource({"2026, 0", "2026, 200", "2026, 400", "2011, 400"})
  void everybodyGetsTheExpectedMailsEachWithinAMinuteOfItsTime(int year, int firstZone) throws Exception {
    Instant start = LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    live(firstZone, start, end);
    Map<String, Instant> expected = expected(firstZone, start, end);
    assertThat(expected).hasSizeGreaterThan(PEOPLE * 100);
    assertThat(mails.keySet()).isEqualTo(expected.keySet());
    expected.forEach((id, at) -> assertThat(mails.get(id)).as(id).isBetween(at, at.plusSeconds(60)));
  }

  private void live(int firstZone, Instant start, Instant end) throws Exception {
    MemoryBoard board = new MemoryBoard(() -> now);
    Deque<Amqp.Message> queue = new ArrayDeque<>();
    ReminderRun run = new ReminderRun(board, new Outbox(board, new Confirming(queue), () -> now, () -> {
    }), () -> now, () -> now, DayLimit.MOST_A_DAY);
    MailRun mailer = new MailRun(new MailRun.Parts(board, new Receiving(), new Confirming(queue), wait -> {
      throw new AssertionError("nothing is to fail");
    }, () -> now, () -> 0.5), new Backoff(STEP, STEP), 12);
    now = start;
    for (int i = 0; i < PEOPLE; i++)
      new Subscribers(() -> now).changed(board, new Subscribers.Profile("u" + i, "u" + i + "@example.org",
          zone(firstZone, i), hour(i), hasDigest(i), true, true));
    for (now = start.plusSeconds(30); now.isBefore(end); now = now.plus(STEP)) {
      if (now.atOffset(ZoneOffset.UTC).getHour() == 0) giveTasks(board, LocalDate.ofInstant(now, ZoneOffset.UTC));
      while (run.step()) {
        // until nothing is left to do
      }
      while (!queue.isEmpty())
        mailer.handle(new Amqp.Delivery(Map.of(), queue.poll().body()));
    }
  }

  /** Those that are due around this date. */
  private static void giveTasks(MemoryBoard board, LocalDate around) {
    board.tasks.clear();
    for (int i = 0; i < PEOPLE; i++)
      for (int day = -1; day <= 1; day++) {
        LocalDate due = around.plusDays(day);
        if (!hasTask(i, due)) continue;
        String id = i + "-" + due;
        board.tasks.put(id, new MemoryBoard.Task(id, Optional.of("u" + i), Optional.of(due), false, Optional.empty(),
            false, false));
      }
  }

  /** By looking at a clock on the wall of each person, all year long. */
  private static Map<String, Instant> expected(int firstZone, Instant start, Instant end) {
    Map<String, Instant> expected = new HashMap<>();
    for (int i = 0; i < PEOPLE; i++) {
      if (!hasDigest(i)) continue;
      int person = i;
      mornings(TimeZones.of(zone(firstZone, i)), hour(i), start, end).forEach((date, at) -> {
        if (at.isAfter(start) && at.isBefore(end) && hasTask(person, date))
          expected.put("digest:u" + person + ":" + date, at);
      });
    }
    return expected;
  }

  private static Map<LocalDate, Instant> mornings(ZoneId zone, int hour, Instant start, Instant end) {
    Map<LocalDate, Instant> mornings = new HashMap<>();
    LocalDateTime untouched = LocalDateTime.ofInstant(start.minus(Duration.ofDays(2)), zone);
    for (Instant at = start.minus(Duration.ofDays(2)); at.isBefore(end); at = at.plus(STEP)) {
      LocalDateTime clock = LocalDateTime.ofInstant(at, zone);
      // What the clock jumps over comes when a clock would show it that nobody has touched; but no whole date does.
      for (LocalDateTime skipped = untouched; skipped.isBefore(clock); skipped = skipped.plus(STEP)) {
        boolean wholeDate = Duration.between(untouched, clock).toHours() >= 24;
        if (!wholeDate && skipped.getHour() == hour && skipped.getMinute() == 0)
          mornings.putIfAbsent(
              skipped.toLocalDate(), at.plus(Duration.between(untouched, skipped)));
      }
      if (clock.getHour() == hour && clock.getMinute() == 0) mornings.putIfAbsent(clock.toLocalDate(), at);
      untouched = clock.plus(STEP);
    }
    return mornings;
  }

  private static String zone(int firstZone, int person) {
    return ZONES.get((firstZone + person) % ZONES.size());
  }

  private static int hour(int person) {
    return person * 7 % 24;
  }

  private static boolean hasDigest(int person) {
    return person % 10 > 0;
  }

  private static boolean hasTask(int person, LocalDate date) {
    return (date.getDayOfYear() + person) % 3 > 0;
  }

  private record Confirming(Deque<Amqp.Message> queue) implements Broker {
    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public boolean hasRoom() {
      return true;
    }

    @Override
    public Amqp.Published publish(List<Amqp.Message> messages) {
      queue.addAll(messages);
      return new Amqp.Published(Set.copyOf(messages.stream().map(Amqp.Message::id).toList()), Map.of());
    }
  }

  private final class Receiving implements MailServer {
    @Override
    public void connect() {}

    @Override
    public Reply send(Message message) {
      assertThat(mails.put(message.messageId(), now)).as("mailed twice").isNull();
      return new Reply(Answer.ACCEPTED, "");
    }
  }
}
