package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.FieldMerge;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostDecider;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintDecider;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.Gap;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.SprintFact;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskDecider;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.PastStates;
import dev.corkboard.service.entity.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever is done to a thing, in whichever order and on whichever revision, gets an answer. */
class RandomWritesTest {
  private static final int LIVES = 400;
  private static final int COMMANDS = 40;
  private static final String ID = "thing";
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  private static final SprintId SPRINT = new SprintId("sprint");

  /** The events of one thing, decided and folded in memory. */
  private static final class Memory<C extends Command, E extends Event, S extends State>
      implements
        Gateway<C, S>,
        PastStates<S> {
    private final Decider<C, E, S> decider;
    private final List<E> events = new ArrayList<>();

    Memory(Decider<C, E, S> decider) {
      this.decider = decider;
    }

    @Override
    public Reply<S> send(String id, C command) {
      S state = read(id);
      return switch (decider.decide(state, command)) {
        case Decision.Accepted<E>(var more) -> {
          events.addAll(more);
          yield new Reply.Accepted<>(read(id));
        }
        case Decision.AlreadySo<E>() -> new Reply.Accepted<>(state);
        case Decision.Rejected<E>(var rejection) -> new Reply.Rejected<>(rejection, state.revision());
      };
    }

    @Override
    public S read(String id) {
      return at(id, events.size());
    }

    @Override
    public S at(String id, long revision) {
      S state = decider.initial();
      for (E event : events.subList(0, (int) revision))
        state = decider.evolve(state, event);
      return state;
    }

    @Override
    public Since<S> since(String id, long revision, long newest) {
      Map<String, Stamp> changed = new HashMap<>();
      events.subList((int) revision, (int) newest)
          .forEach(event -> event.changes().keySet().forEach(field -> changed.put(field, event.stamp())));
      return new Since<>(at(id, revision), changed);
    }
  }

  /** A command on a revision by chance. */
  private interface Chance<C> {
    C command(Random random, OptionalLong ifMatch);
  }

  @Test
  void everyCommandOnAPostIsAnswered() {
    everyCommandIsAnswered(() -> new Memory<PostCommand, PostEvent, PostState>(new PostDecider()),
        (random, ifMatch) -> switch (random.nextInt(8)) {
          case 0 -> new PostCommand.Create(new PostId(ID), new PostContent("a", "b"), origin());
          case 1 -> new PostCommand.Delete(new PostId(ID), ifMatch, origin());
          case 2 -> new PostCommand.Restore(new PostId(ID), origin());
          default -> new PostCommand.Change(new PostId(ID), new Patch<>(values(random, Map.of("title",
              List.of("a", "c", "d"), "content", List.of("b", "e")))), ifMatch, origin());
        }, state -> state.lastContent().map(PostContent.FIELDS::values).orElse(Map.of()), FieldMerge.NONE);
  }

  @Test
  void everyCommandOnASprintIsAnswered() {
    everyCommandIsAnswered(() -> new Memory<SprintCommand, SprintEvent, SprintState>(new SprintDecider()),
        (random, ifMatch) -> switch (random.nextInt(16)) {
          case 2 -> new SprintCommand.Restore(SPRINT, origin());
          case 0 -> new SprintCommand.Create(SPRINT, new SprintContent("a", "", Optional.empty(), TODAY,
              Optional.empty()), origin());
          case 1 -> new SprintCommand.Delete(SPRINT, ifMatch, origin(), random.nextBoolean());
          default -> new SprintCommand.Change(SPRINT, new Patch<>(values(random, Map.of("name", List.of("a", "b"),
              "start", List.of(Optional.empty(), Optional.of(TODAY.minusDays(1)), Optional.of(TODAY.plusDays(1))),
              "end", List.of(TODAY, TODAY.plusDays(2))))), ifMatch, origin());
        }, state -> state.lastContent().map(SprintContent.FIELDS::values).orElse(Map.of()), FieldMerge.NONE);
  }

  @Test
  void everyCommandOnATaskIsAnswered() {
    everyCommandIsAnswered(() -> new Memory<TaskCommand, TaskEvent, TaskState>(new TaskDecider()),
        (random, ifMatch) -> switch (random.nextInt(9)) {
          case 0 -> new TaskCommand.Create(new TaskId(ID), 1, NewTask.named("a"), 1, origin(), facts(random));
          case 1 -> new TaskCommand.Delete(new TaskId(ID), ifMatch, origin());
          case 2 -> new TaskCommand.Restore(new TaskId(ID), origin(), facts(random));
          case 3 -> new TaskCommand.Move(new TaskId(ID), new Patch<>(values(random, column())), gap(random), ifMatch,
              origin(), facts(random));
          default -> new TaskCommand.Change(new TaskId(ID), new Patch<>(values(random, fields())), ifMatch, origin(),
              facts(random));
        }, state -> state.lastContent().map(TaskContent.FIELDS::values).orElse(Map.of()), TaskContent::merge);
  }

  private static Map<String, List<?>> column() {
    return Map.of("sprint", List.of(Optional.empty(), Optional.of(SPRINT)), "status", List.of(TaskStatus.values()));
  }

  private static Map<String, List<?>> fields() {
    return Map.of("name", List.of("a", "b", "c"), "sprint", List.of(Optional.empty(), Optional.of(SPRINT)), "status",
        List.of(TaskStatus.values()), "completed", List.of(Optional.empty(), Optional.of(TODAY)), "started",
        List.of(Optional.empty(), Optional.of(TODAY)), "labels", List.of(List.of(), List.of("x")));
  }

  private static Gap gap(Random random) {
    double low = random.nextInt(4);
    return switch (random.nextInt(4)) {
      case 0 -> new Gap(OptionalDouble.empty(), OptionalDouble.empty(), low);
      case 1 -> new Gap(OptionalDouble.of(low), OptionalDouble.of(Math.nextUp(low)), 9);
      case 2 -> new Gap(OptionalDouble.of(low), OptionalDouble.of(random.nextInt(4)), 9);
      default -> new Gap(OptionalDouble.of(low), OptionalDouble.empty(), 9);
    };
  }

  private static TaskFacts facts(Random random) {
    return new TaskFacts(TODAY, random.nextInt(4) == 0
        ? Optional.empty()
        : Optional.of(new SprintFact(SPRINT, TODAY.plusDays(random.nextInt(3) - 1))), random.nextBoolean());
  }

  /** Some of the fields with some of their values. */
  private static Map<String, Object> values(Random random, Map<String, List<?>> fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    fields.forEach((field, choices) -> {
      if (random.nextBoolean()) values.put(field, choices.get(random.nextInt(choices.size())));
    });
    return values;
  }

  private static Origin origin() {
    return new Origin(new Username("anna"), false, Instant.parse("2026-03-02T12:00:00Z"), "r");
  }

  private static <C extends Command, E extends Event, S extends State> void everyCommandIsAnswered(
      Supplier<Memory<C, E, S>> things, Chance<C> chance,
      Function<S, Map<String, Object>> fields, FieldMerge fieldMerge) {
    int conflicts = 0;
    for (int seed = 0; seed < LIVES; seed++) {
      Random random = new Random(seed);
      Memory<C, E, S> thing = things.get();
      Merges<S> merges = new Merges<>(thing, fields, fieldMerge);
      for (int i = 0; i < COMMANDS; i++) {
        long revision = thing.events.size();
        OptionalLong ifMatch = random.nextInt(4) == 0
            ? OptionalLong.empty()
            : OptionalLong.of(random.nextLong(revision + 2));
        long chosen = random.nextLong();
        Merges.Outcome<S> outcome = merges.send(ID, ifMatch,
            (known, merged) -> Parsed.good(thing.send(ID, chance.command(new Random(chosen), known))));
        assertThat((long) thing.events.size()).as("seed " + seed).isBetween(revision, revision + 1);
        if (outcome instanceof Merges.Lost<S>) {
          assertThat(thing.events).hasSize((int) revision);
          conflicts++;
        }
      }
    }
    assertThat(conflicts).isPositive();
  }
}
