package dev.corkboard.service.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Runs the reminders through many lives; -Dseed=N runs one of them again and tells its steps. */
class SimulatorTest {
  private static final int SEEDS = Integer.getInteger("seeds", 20_000);
  private static final int TO_FIND_A_BUG = 2_000;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.corkboard.service");

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF); // thousands of outages
  }

  @AfterAll
  static void beLoud() {
    LOG.setLevel(null);
  }

  @Test
  void nothingIsLostOrSentTwiceWhateverFails() throws Exception {
    Long seed = Long.getLong("seed");
    Optional<Long> failing = seed == null ? firstFailing(Bug.NONE, SEEDS) : failure(seed, Bug.NONE).map(it -> seed);
    assertThat(failing.map(it -> explained(it, Bug.NONE))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPlantedBugIsFound(Bug bug) throws Exception {
    assertThat(firstFailing(bug, TO_FIND_A_BUG)).isPresent();
  }

  private static Optional<Long> firstFailing(Bug bug, long seeds) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    ConcurrentSkipListMap<Long, Throwable> failed = new ConcurrentSkipListMap<>();
    List<Thread> drivers = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++)
      drivers.add(Thread.ofVirtual().start(() -> {
        for (long seed = next.getAndIncrement(); seed < seeds && failed.isEmpty(); seed = next.getAndIncrement()) {
          long each = seed;
          failure(each, bug).ifPresent(failure -> failed.put(each, failure));
        }
      }));
    for (Thread driver : drivers)
      driver.join();
    return failed.isEmpty() ? Optional.empty() : Optional.of(failed.firstKey());
  }

  private static Optional<Throwable> failure(long seed, Bug bug) {
    return failure(new World(seed, bug, false));
  }

  private static Optional<Throwable> failure(World world) {
    try {
      world.run();
      return Optional.empty();
    } catch (SQLException | RuntimeException | Error failure) {
      return Optional.of(failure);
    }
  }

  private static String explained(long seed, Bug bug) {
    World world = new World(seed, bug, true);
    Optional<Throwable> failure = failure(world);
    return """
        %s
        %s
        Again: mvn -pl service -am test -Dtest=SimulatorTest -Dsurefire.failIfNoSpecifiedTests=false -Dseed=%d
        """.formatted(world.traced(), failure.map(Throwable::toString).orElse("not again"), seed);
  }
}
