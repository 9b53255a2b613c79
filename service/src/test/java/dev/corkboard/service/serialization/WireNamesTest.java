package dev.corkboard.service.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.tweet.TweetCommand;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class WireNamesTest {
  static final List<AggregateNames> AGGREGATES = WireNames.AGGREGATES;

  static Stream<Class<?>> everythingThatIsStoredOrSent() {
    return Stream.of(PostEvent.class, PostState.class, PostCommand.class, TweetEvent.class, TweetState.class,
        TweetCommand.class, SprintEvent.class, SprintState.class, SprintCommand.class, TaskEvent.class, TaskState.class,
        TaskCommand.class).flatMap(each -> Arrays.stream(each.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @MethodSource("everythingThatIsStoredOrSent")
  void everyClassHasOneNameAndIsFoundByIt(Class<?> type) {
    List<String> names = AGGREGATES.stream().flatMap(aggregate -> aggregate.all().entrySet().stream())
        .filter(entry -> entry.getValue() == type).map(Map.Entry::getKey).toList();
    assertThat(names).hasSize(1);
    assertThat(WireNames.named(names.getFirst()).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @FieldSource("AGGREGATES")
  void nameBeginsWithItsKind(AggregateNames aggregate) {
    assertThat(aggregate.events().keySet()).allMatch(name -> name.matches(aggregate.kind() + "-[a-z]+ed"));
    assertThat(aggregate.states().keySet()).allMatch(name -> name.matches(aggregate.kind() + "-state-[a-z]+(-\\d)?"));
    assertThat(aggregate.commands().keySet()).allMatch(name -> name.matches(aggregate.kind() + "-[a-z]+"));
  }

  @Test
  void nameThatIsUsedTwiceIsRefused() {
    AggregateNames twice = new AggregateNames("post", AGGREGATES.getFirst().content(),
        Map.of("post-created", PostEvent.Created.class), Map.of("post-created", PostState.Live.class), Map.of());
    assertThatThrownBy(twice::all).hasMessageContaining("post-created");
  }

  @Test
  void unknownNameIsRefusedWithTheName() {
    assertThatThrownBy(() -> WireNames.named("task-exploded")).hasMessageContaining("task-exploded");
  }

  @Test
  void classWithoutANameIsRefusedWithTheClass() {
    assertThatThrownBy(() -> WireNames.nameOf("text")).hasMessageContaining("java.lang.String");
  }
}
