package dev.corkboard.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FloodGateTest {
  private final AtomicLong nanos = new AtomicLong();
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

  FloodGateTest() {
    context.addTurboFilter(new FloodGate(nanos::get));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(seen);
    seen.start();
  }

  @Test
  void oneKindOfLineIsBoundedAndSaysSoOnce() {
    Logger logger = context.getLogger("a");
    for (int i = 0; i < 1000; i++)
      logger.warn("{} failed", i);
    assertThat(lines()).hasSize(FloodGate.MOST_A_MINUTE + 1)
        .last().asString().contains("\"{} failed\" come more often than 20 times a minute");
  }

  @Test
  void otherKindsAreShown() {
    for (int i = 0; i < 1000; i++)
      context.getLogger("a").warn("{} failed", i);
    seen.list.clear();
    context.getLogger("a").warn("another");
    context.getLogger("b").warn("{} failed", 1);
    assertThat(lines()).containsExactly("another", "1 failed");
  }

  @Test
  void afterAMinuteItIsShownAgain() {
    Logger logger = context.getLogger("a");
    for (int i = 0; i < 1000; i++)
      logger.error("{} failed", i);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    seen.list.clear();
    logger.error("{} failed", "now");
    assertThat(lines()).containsExactly("now failed");
  }

  @Test
  void everyRequestHasItsLineAndWhatIsNotLoggedCountsForNothing() {
    for (int i = 0; i < 100; i++)
      context.getLogger("access").info("{} answered", i);
    assertThat(lines()).hasSize(100);
    seen.list.clear();
    for (int i = 0; i < 100; i++)
      context.getLogger("a").debug("{} happened", i);
    context.getLogger("a").setLevel(Level.DEBUG);
    for (int i = 0; i < 100; i++)
      context.getLogger("a").debug("{} happened", i);
    assertThat(lines()).hasSize(100);
  }

  private List<String> lines() {
    return seen.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
