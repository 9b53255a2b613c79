package dev.corkboard.service.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.changes.Presences.Place;
import dev.corkboard.service.changes.Presences.Said;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresencesTest {
  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  private static final int PLENTY = 1 << 20;

  private final Presences presences = new Presences();

  @Test
  void newStreamIsToldWhoIsThere() {
    presences.say(said("anna", "1", 0));
    assertThat(presences.beat(at(0))).containsExactly(said("anna", "1", 0));
    Presences.Watcher stream = presences.watcher();
    assertThat(next(stream)).isEqualTo(
        "event: presence\ndata: {\"username\":\"anna\",\"on\":{\"kind\":\"task\",\"id\":\"1\"}}\n\n");
    assertThat(next(stream)).isEmpty();
  }

  @Test
  void whoSaysNothingForHalfAMinuteHasLeft() {
    Presences.Watcher stream = presences.watcher();
    presences.say(said("anna", "1", 0));
    presences.beat(at(0));
    next(stream);
    presences.say(said("anna", "1", 20_000));
    presences.beat(at(20_000));
    presences.beat(at(49_999));
    assertThat(next(stream)).isEmpty();
    presences.beat(at(50_000));
    assertThat(next(stream)).isEqualTo("event: presence\ndata: {\"username\":\"anna\",\"on\":null}\n\n");
    assertThat(next(presences.watcher())).as("who has left is not told to newcomers").isEmpty();
  }

  @Test
  void whoSaysItAllTheTimeIsToldOnceASecondAndTheNewestCounts() {
    Presences.Watcher stream = presences.watcher();
    int told = 0;
    for (int ms = 0; ms < 3_000; ms++) {
      presences.say(said("anna", Integer.toString(ms), ms));
      if (ms % 200 == 0) told += presences.beat(at(ms)).size();
    }
    presences.beat(at(3_000));
    assertThat(told).isEqualTo(3);
    assertThat(next(stream)).endsWith("\"id\":\"2999\"}}\n\n").containsOnlyOnce("data:");
  }

  @Test
  void someAreToldAtEachBeatAndTheOthersAfterThem() {
    for (int i = 0; i < Presences.AT_ONCE + 1; i++)
      presences.say(said("p" + i, "1", 0));
    assertThat(presences.beat(at(0))).hasSize(Presences.AT_ONCE);
    assertThat(presences.beat(at(200))).hasSize(1);
  }

  @Test
  void soManyPeopleAreKept() {
    for (int i = 0; i < Presences.MOST + 5; i++)
      presences.hear(said("p" + i, "1", 0));
    presences.say(said("late", "1", 0));
    assertThat(presences.beat(at(0))).isEmpty();
    presences.say(said("p1", "2", 2_000));
    assertThat(presences.beat(at(2_000))).hasSize(1);
    assertThat(next(presences.watcher()).split("data:")).hasSize(Presences.MOST + 1);
  }

  @Test
  void otherNodesHearSeldomThatSomebodyIsStillThere() {
    presences.say(said("anna", "1", 0));
    presences.beat(at(0));
    presences.say(said("anna", "1", 4_000));
    assertThat(presences.beat(at(4_000))).isEmpty();
    presences.say(said("anna", "1", 5_000));
    assertThat(presences.beat(at(5_000))).hasSize(1);
  }

  @Test
  void whatWasSaidLastCountsOnWhicheverNode() {
    presences.say(said("anna", "1", 0));
    presences.beat(at(0));
    presences.hear(said("anna", "2", 1_000));
    presences.hear(said("anna", "0", 500));
    presences.say(said("ben", "3", 1_000));
    presences.hear(said("ben", "4", 1_001));
    presences.beat(at(2_000));
    assertThat(next(presences.watcher())).contains("\"anna\",\"on\":{\"kind\":\"task\",\"id\":\"2\"}",
        "\"ben\",\"on\":{\"kind\":\"task\",\"id\":\"4\"}");
  }

  @Test
  void streamIsToldInPieces() {
    for (int i = 0; i < 100; i++)
      presences.hear(said("p" + i, "1", 0));
    Presences.Watcher stream = presences.watcher();
    int pieces = 0;
    int people = 0;
    for (String piece = next(stream, 1_000); !piece.isEmpty(); piece = next(stream, 1_000)) {
      assertThat(piece.length()).isLessThanOrEqualTo(1_000);
      people += piece.split("data:").length - 1;
      pieces++;
    }
    assertThat(people).isEqualTo(100);
    assertThat(pieces).isGreaterThan(5);
  }

  private static String next(Presences.Watcher stream) {
    return next(stream, PLENTY);
  }

  private static String next(Presences.Watcher stream, int bytes) {
    return stream.next(bytes).utf8String();
  }

  private static Said said(String username, String task, long ms) {
    return new Said(username, Optional.of(new Place("task", task)), at(ms));
  }

  private static Instant at(long ms) {
    return START.plusMillis(ms);
  }
}
