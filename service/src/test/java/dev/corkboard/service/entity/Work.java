package dev.corkboard.service.entity;

import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/** What Anna does to tasks in the tests of actors. */
final class Work {
  static final OptionalLong ANY = OptionalLong.empty();
  static final TaskFacts FACTS = new TaskFacts(LocalDate.of(2026, 3, 2), Optional.empty(), false);

  private static final Origin ANNA = new Origin(new Username("anna"), false, Instant.parse("2026-03-02T12:00:00.123Z"),
      "request-1");

  private Work() {}

  static TaskCommand create(String id) {
    return new TaskCommand.Create(new TaskId(id), 1, NewTask.named("Paint the fence"), 1024, ANNA, FACTS);
  }

  static TaskCommand rename(String id, String name) {
    return rename(id, name, ANY);
  }

  static TaskCommand rename(String id, String name, OptionalLong ifMatch) {
    return change(id, Patch.of("name", name), ifMatch);
  }

  static TaskCommand change(String id, Patch<TaskContent> patch, OptionalLong ifMatch) {
    return new TaskCommand.Change(new TaskId(id), patch, ifMatch, ANNA, FACTS);
  }

  static TaskCommand delete(String id) {
    return new TaskCommand.Delete(new TaskId(id), ANY, ANNA);
  }
}
