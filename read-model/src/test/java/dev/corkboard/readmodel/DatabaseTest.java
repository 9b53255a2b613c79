package dev.corkboard.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DatabaseTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(HikariConfig.class);
  private final Level before = log.getLevel();
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    log.setLevel(Level.WARN);
    log.addAppender(said);
  }

  @AfterEach
  void listenNoMore() {
    log.detachAppender(said);
    log.setLevel(before);
  }

  @Test
  void noPoolIsToldWhatHasNoEffectOnIt() {
    Database nobody = new Database("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
    List<Supplier<HikariDataSource>> pools = List.of(() -> nobody.pool("test", 1), () -> nobody.pool("test", 2),
        () -> nobody.journalReaderPool("test", 1), () -> nobody.projectionPool("test", 1), nobody::migrationPool,
        () -> nobody.rebuildPool("test"));
    for (Supplier<HikariDataSource> pool : pools)
      pool.get().close();
    assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
  }

  @Test
  void connectionsThatFewUseAreGivenBack() {
    Database nobody = new Database("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
    try (HikariDataSource pool = nobody.pool("test", 8)) {
      assertThat(pool.getMinimumIdle()).isEqualTo(1);
      assertThat(pool.getIdleTimeout()).isEqualTo(300_000);
    }
  }
}
