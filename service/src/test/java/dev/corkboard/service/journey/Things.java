package dev.corkboard.service.journey;

import java.util.concurrent.atomic.AtomicInteger;

/** Makes fresh things to call for: the author's, and if they are tasks, the assignee's as well. */
final class Things {

  private static final AtomicInteger MADE = new AtomicInteger();

  /** What was made, and where it is. */
  record Thing(String path, Reply last) {

    /** A person's client that sees it as it is. */
    Client seenBy(Person person) {
      return person.client().after(last);
    }

    String with(String suffix) {
      return path + suffix;
    }
  }

  private Things() {}

  static Thing post() {
    return made("/api/posts", "{\"title\": \"a\", \"content\": \"b\"}");
  }

  static Thing tweet() {
    return made("/api/tweets", "{\"text\": \"a\"}");
  }

  static Thing sprint() {
    return made("/api/sprints", "{\"name\": \"a\", \"start\": \"2026-01-01\", \"end\": \"2099-01-01\"}");
  }

  static Thing task() {
    Person.ASSIGNEE.client();
    return made("/api/tasks", "{\"name\": \"a\", \"sprint\": \"%s\", \"assigned\": \"%s\"}"
        .formatted(sprint().last().id(), Person.ASSIGNEE.username()));
  }

  /** A thing for the variable of a path: a task for {@code /api/tasks/{id}/history}. */
  static Thing at(String template) {
    String kind = template.split("/")[2];
    return switch (kind) {
      case "posts" -> post();
      case "tweets" -> tweet();
      case "sprints" -> sprint();
      case "tasks" -> task();
      default -> throw new IllegalArgumentException(template);
    };
  }

  static Thing deleted(Thing thing) {
    return new Thing(thing.path(), Person.AUTHOR.client().delete(thing.path()).is(204));
  }

  private static Thing made(String path, String body) {
    Client author = Person.AUTHOR.client().with("Idempotency-Key", "thing-" + MADE.incrementAndGet());
    Reply made = author.post(path, body);
    for (int again = 0; made.status() == 503 && again < 3; again++) // a node that has just started on a busy machine
      made = author.post(path, body);
    return new Thing(path + "/" + made.is(201).id(), made);
  }
}
