package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietTest {
  private final LoggerContext context = new LoggerContext();

  QuietTest() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Quiet.class.getResource("/logback.xml"));
  }

  /** Those of libraries have levels of their own: their stack traces stood between what doctor found. */
  @Test
  void noLoggerSaysWhatIsAway() {
    Quiet.silence(context);
    for (String name : List.of("io.netty.util.concurrent.DefaultPromise", "com.zaxxer.hikari.pool.HikariPool",
        "io.lettuce.core", "dev.corkboard.readmodel.cache.Redis", "any")) {
      assertThat(context.getLogger(name).isErrorEnabled()).as(name).isFalse();
    }
  }

  @Test
  void whoAsksForAllOfItGetsIt() {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.DEBUG);
    Quiet.silence(context);
    assertThat(context.getLogger("any").isDebugEnabled()).isTrue();
    assertThat(context.getLogger("com.zaxxer.hikari").isWarnEnabled()).isTrue();
  }
}
