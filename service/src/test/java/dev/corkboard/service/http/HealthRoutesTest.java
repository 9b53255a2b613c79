package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HealthRoutesTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(HealthRoutes.class);
  private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
  private final AtomicBoolean redisIsThere = new AtomicBoolean(true);
  private final HealthRoutes routes = new HealthRoutes("1", new HealthRoutes.Checks(() -> {
  }, () -> {
    if (!redisIsThere.get()) throw new IllegalStateException("no answer to a ping");
  }, () -> {
  }, () -> {
  }));

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    seen.start();
    logger.addAppender(seen);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(seen);
    logger.setLevel(null);
  }

  @Test
  void aPartThatIsDownIsToldOnceAndOnceWhenItIsBack() throws Exception {
    ask(3);
    assertThat(lines()).isEmpty();
    redisIsThere.set(false);
    ask(50);
    assertThat(lines()).singleElement().asString().contains("redis fails its check").contains("no answer to a ping");
    redisIsThere.set(true);
    ask(3);
    assertThat(lines()).hasSize(2).last().asString().isEqualTo("redis passes its check again");
    redisIsThere.set(false);
    ask(3);
    assertThat(lines()).hasSize(3);
    assertThat(seen.list).allSatisfy(line -> assertThat(line.getThrowableProxy()).as("a stack trace").isNull());
  }

  private void ask(int times) throws Exception {
    Endpoint smoketests = routes.endpoints().stream().filter(it -> it.template().equals("/smoketests")).findFirst()
        .orElseThrow();
    for (int i = 0; i < times; i++)
      smoketests.handler().handle(null);
  }

  private List<String> lines() {
    return seen.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
