package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.corkboard.service.log.Lines;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private final Lines lines = Lines.of(Level.INFO, HealthRoutes.class.getName());
  private final AtomicBoolean redisIsThere = new AtomicBoolean(true);
  private final HealthRoutes routes = new HealthRoutes("1", new HealthRoutes.Checks(() -> {
  }, () -> {
    if (!redisIsThere.get()) throw new IllegalStateException("no answer to a ping");
  }, () -> {
  }, () -> {
  }));

  @AfterEach
  void stopListening() {
    lines.close();
  }

  @Test
  void aPartThatIsDownIsToldOnceAndOnceWhenItIsBack() throws Exception {
    ask(3);
    assertThat(lines.messages()).isEmpty();
    redisIsThere.set(false);
    ask(50);
    assertThat(lines.messages()).singleElement().asString().contains("redis fails its check")
        .contains("no answer to a ping");
    redisIsThere.set(true);
    ask(3);
    assertThat(lines.messages()).hasSize(2).last().asString().isEqualTo("redis passes its check again");
    redisIsThere.set(false);
    ask(3);
    assertThat(lines.messages()).hasSize(3);
    assertThat(lines.all()).allSatisfy(line -> assertThat(line.getThrowableProxy()).as("a stack trace").isNull());
  }

  private void ask(int times) throws Exception {
    Endpoint smoketests = routes.endpoints().stream().filter(it -> it.template().equals("/smoketests")).findFirst()
        .orElseThrow();
    for (int i = 0; i < times; i++)
      smoketests.handler().handle(null);
  }
}
