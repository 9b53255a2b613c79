package dev.corkboard.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of logback.xml, as text. */
class TerminalLinesTest {

  @Test
  void nothingThatIsLoggedForgesALine() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/logback.xml"));
    console(context).setOutputStream(out);
    context.getMDCAdapter().put("request_id", "abc-1");
    context.getLogger("some.Thing").warn("one\r\n2026-01-01T00:00:00.000Z two\u001b[2K\u2028three",
        new IllegalStateException("bad\r2026-01-01T00:00:00.000Z\n2026-01-01T00:00:00.000Z forged"));
    context.getLogger("some.Thing").warn("next");
    context.stop();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.getFirst()).matches("\\d{4}-[^ ]+Z WARN  some.Thing \\[abc-1\\] "
        + "one \\| 2026-01-01T00:00:00.000Z two\\?\\[2K\\?three");
    assertThat(lines.get(1)).endsWith("IllegalStateException: bad?2026-01-01T00:00:00.000Z");
    assertThat(lines.get(2)).isEqualTo("    2026-01-01T00:00:00.000Z forged");
    assertThat(lines.getLast()).matches("\\d{4}-[^ ]+Z WARN  some.Thing \\[abc-1\\] next");
    assertThat(lines.stream().filter(line -> line.startsWith("20"))).hasSize(2);
  }

  private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
    Appender<ILoggingEvent> async = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("async");
    return (ConsoleAppender<ILoggingEvent>) ((AsyncAppenderBase<ILoggingEvent>) async).getAppender("text");
  }
}
