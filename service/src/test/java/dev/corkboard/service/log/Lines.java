package dev.corkboard.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Keeps what some loggers say, however quiet they are else, until it is closed. */
public final class Lines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
  private final List<Runnable> undo = new ArrayList<>();

  private Lines() {}

  public static Lines of(Level level, String... loggers) {
    Lines lines = new Lines();
    lines.start();
    for (String name : loggers)
      lines.listen((Logger) LoggerFactory.getLogger(name), level);
    return lines;
  }

  private void listen(Logger logger, Level level) {
    Level before = logger.getLevel();
    boolean additive = logger.isAdditive();
    undo.add(() -> {
      logger.detachAppender(this);
      logger.setLevel(before);
      logger.setAdditive(additive);
    });
    logger.setAdditive(false);
    logger.setLevel(level);
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent line) {
    line.prepareForDeferredProcessing();
    lines.add(line);
  }

  /** All that was said so far. */
  public List<String> messages() {
    return lines.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  public List<ILoggingEvent> all() {
    return List.copyOf(lines);
  }

  /** What was said so far because of a request. */
  public List<ILoggingEvent> of(String requestId) {
    return lines.stream().filter(line -> requestId.equals(line.getMDCPropertyMap().get("request_id"))).toList();
  }

  public List<String> messagesOf(String requestId) {
    return of(requestId).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    undo.forEach(Runnable::run);
    stop();
  }
}
