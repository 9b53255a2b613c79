package dev.corkboard.service.amqp;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes on one connection, and makes a new one, after a wait, when it is lost. */
final class Publisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);

  private interface Question {
    long ask(Line open) throws IOException, TimeoutException;
  }

  private final Connections connections;
  private final int mostInMemory;
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile Line line;
  private int failures;
  private long notBefore = System.nanoTime();

  Publisher(Connections connections, int mostInMemory) {
    this.connections = connections;
    this.mostInMemory = mostInMemory;
  }

  boolean connected() {
    if (!publishing.tryLock()) return line != null; // somebody is publishing
    try {
      return line() != null;
    } finally {
      publishing.unlock();
    }
  }

  Amqp.Published publish(List<Amqp.Message> messages) {
    publishing.lock();
    try {
      Line open = line();
      if (open == null) return new Amqp.Published(Set.of(), problems(messages, "no connection"));
      Amqp.Published published = open.publish(messages);
      if (!open.alive()) {
        drop(open);
        // A broker that takes connections and then drops them is not to be asked without a pause either.
        notBefore = System.nanoTime() + Connections.retryAfter(1).toNanos();
      }
      return published;
    } finally {
      publishing.unlock();
    }
  }

  boolean hasRoom() {
    OptionalLong waiting = asked(open -> open.keepsInMemory() ? open.depth(Amqp.MAILER) : 0);
    return waiting.isPresent() && waiting.getAsLong() < mostInMemory;
  }

  OptionalLong depth(String queue) {
    return asked(open -> open.depth(queue));
  }

  private OptionalLong asked(Question question) {
    publishing.lock();
    try {
      Line open = line();
      return open == null ? OptionalLong.empty() : OptionalLong.of(question.ask(open));
    } catch (IOException | TimeoutException | RuntimeException lost) {
      return OptionalLong.empty();
    } finally {
      publishing.unlock();
    }
  }

  @Override
  public void close() {
    publishing.lock();
    try {
      notBefore = Long.MAX_VALUE;
      if (line != null) drop(line);
    } finally {
      publishing.unlock();
    }
  }

  private Line line() {
    if (line != null && line.alive()) return line;
    if (line != null) drop(line);
    if (System.nanoTime() - notBefore < 0 || notBefore == Long.MAX_VALUE) return null;
    try {
      line = new Line(connections.open("publisher"));
      failures = 0;
      return line;
    } catch (IOException | RuntimeException away) {
      notBefore = System.nanoTime() + Connections.retryAfter(++failures).toNanos();
      log.warn("No broker to publish to: {}", Connections.reason(away));
      return null;
    }
  }

  private void drop(Line broken) {
    line = null;
    broken.abort();
  }

  private static Map<String, String> problems(List<Amqp.Message> messages, String problem) {
    Map<String, String> problems = new HashMap<>();
    messages.forEach(message -> problems.put(message.id(), problem));
    return problems;
  }
}
