package dev.corkboard.service.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.changes.Seats.Full;
import dev.corkboard.service.changes.Seats.Seat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeatsTest {
  private final Seats seats = new Seats(50, 20, Duration.ofMinutes(1), Duration.ZERO);

  private List<Seat> taken(String person, int times) {
    return IntStream.range(0, times).boxed().flatMap(i -> seats.take(person).stream()).toList();
  }

  @Test
  void whoeverRacesOnePersonAndAllTogetherGetNoMore() {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 400; i++) {
        String person = "person" + i % 4;
        threads.submit(() -> seats.take(person));
      }
    }
    assertThat(Stream.of(0, 1, 2, 3).map(i -> taken("person" + i, 1).size())).containsOnly(0);
    assertThat(seats.full("somebody else")).contains(Full.NODE);
  }

  @Test
  void seatIsGivenBackOnce() {
    List<Seat> mine = taken("anna", 30);
    assertThat(mine).hasSize(20);
    assertThat(seats.full("anna")).contains(Full.PERSON);
    assertThat(seats.full("ben")).isEmpty();
    for (int i = 0; i < 3; i++)
      mine.getFirst().giveBack();
    assertThat(taken("anna", 5)).hasSize(1);
  }

  @Test
  void whoHasAllSeatsWaitsForOneThatIsGivenBackAtTheSameTime() throws Exception {
    Seats patient = new Seats(50, 1, Duration.ofMinutes(1), Duration.ofMinutes(1));
    Seat old = patient.take("anna").orElseThrow();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Seat>> next = threads.submit(() -> patient.take("anna"));
      await().until(() -> patient.waiting("anna") == 1);
      assertThat(patient.take("anna")).as("one more than may wait").isEmpty();
      old.giveBack();
      assertThat(next.get()).isPresent();
    }
    assertThat(patient.waiting("anna")).isZero();
  }

  @Test
  void seatOfWhoNeverBeginsIsGivenBack() {
    Seats hasty = new Seats(1, 1, Duration.ofMillis(50), Duration.ZERO);
    Optional<Seat> begun = hasty.take("anna").filter(Seat::begin);
    assertThat(begun).isPresent();
    begun.get().giveBack();
    Seat never = hasty.take("anna").orElseThrow();
    await().until(() -> hasty.full("anna").isEmpty());
    assertThat(never.begin()).isFalse();
  }
}
