package dev.corkboard.service.serialization;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import java.util.HashMap;
import java.util.Map;

/**
 * The names under which the classes of one kind of aggregate are stored and sent.
 *
 * @param content the record of its changeable fields, from which the types of changed values are known
 */
record AggregateNames(String kind, Class<? extends Record> content, Map<String, Class<? extends Event>> events,
    Map<String, Class<? extends State>> states, Map<String, Class<? extends Command>> commands) {

  /** All names with their classes; a name that is used twice is a mistake. */
  Map<String, Class<?>> all() {
    Map<String, Class<?>> all = new HashMap<>();
    events.forEach((name, type) -> put(all, name, type));
    states.forEach((name, type) -> put(all, name, type));
    commands.forEach((name, type) -> put(all, name, type));
    return all;
  }

  private static void put(Map<String, Class<?>> all, String name, Class<?> type) {
    if (all.put(name, type) != null) throw new IllegalStateException("two classes are named " + name);
  }
}
