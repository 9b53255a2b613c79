package dev.corkboard.service.simulation;

import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.amqp.Broker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A broker that is away at times, loses confirms, delivers twice and out of order, but never loses what it confirmed. */
final class SimBroker implements Broker {

  /** What a consumer has and has not acknowledged yet. */
  record Taken(Amqp.Message message, SimProcess by, int life) {
    Amqp.Delivery delivery() {
      return new Amqp.Delivery(message.headers(), message.body());
    }
  }

  final Set<String> everTaken = new HashSet<>();
  final List<Amqp.Message> dead = new ArrayList<>();
  private final World world;
  private final List<Amqp.Message> queue = new ArrayList<>();
  private final List<Taken> unacked = new ArrayList<>();
  boolean away;

  SimBroker(World world) {
    this.world = world;
  }

  @Override
  public boolean connected() {
    world.effect("asks for the broker");
    return !away;
  }

  @Override
  public boolean hasRoom() {
    return !away && (queue.size() < 3 || world.below(2) == 0);
  }

  @Override
  public Amqp.Published publish(List<Amqp.Message> messages) {
    world.effect("publishes");
    world.checks.published(messages);
    int taken = away ? 0 : world.fails(12) ? world.below(messages.size() + 1) : messages.size();
    int confirmed = taken < messages.size() && taken > 0 ? world.below(taken + 1) : taken;
    messages.subList(0, taken).forEach(this::take);
    world.trace("the broker takes %d of %d, confirms %d", taken, messages.size(), confirmed);
    world.effect("waits for confirms");
    if (world.bug == Bug.SENT_BEFORE_CONFIRM) return published(messages, messages.size());
    return published(messages, confirmed);
  }

  private static Amqp.Published published(List<Amqp.Message> messages, int confirmed) {
    Map<String, String> problems = new HashMap<>();
    messages.stream().skip(confirmed).forEach(message -> problems.put(message.id(), "no confirm came"));
    Set<String> ids = new HashSet<>();
    messages.stream().limit(confirmed).forEach(message -> ids.add(message.id()));
    return new Amqp.Published(ids, problems);
  }

  private void take(Amqp.Message message) {
    everTaken.add(message.id());
    (message.routingKey().equals(Amqp.MAILER_DEAD) ? dead : queue).add(message);
  }

  void poison() {
    queue.add(new Amqp.Message("poison", Amqp.REMINDERS, "reminder.x", Map.of(), new byte[]{'{'}));
  }

  Optional<Taken> receive(SimProcess by) {
    world.effect("receives");
    if (away || queue.isEmpty()) return Optional.empty();
    int at = world.fails(5) ? world.below(queue.size()) : 0;
    Amqp.Message message = world.fails(25) ? queue.get(at) : queue.remove(at); // the former comes twice
    Taken taken = new Taken(message, by, by.life());
    unacked.add(taken);
    return Optional.of(taken);
  }

  /** Of no effect after the connection was lost. */
  void ack(Taken taken) {
    unacked.removeIf(each -> each == taken);
  }

  void gone(SimProcess process) {
    requeue(unacked.stream().filter(taken -> taken.by() == process && taken.life() < process.life()).toList());
  }

  /** It was not heard of for so long that its connection was closed. */
  void lost(SimProcess process) {
    requeue(unacked.stream().filter(taken -> taken.by() == process).toList());
  }

  void restart() {
    requeue(List.copyOf(unacked));
  }

  /** As the embedded one does with its process. */
  void forgetAll() {
    queue.clear();
    unacked.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty() && unacked.isEmpty();
  }

  void requeue(List<Taken> back) {
    List<Taken> known = back.stream().filter(unacked::contains).toList();
    unacked.removeAll(known);
    known.forEach(taken -> queue.addFirst(taken.message()));
  }
}
