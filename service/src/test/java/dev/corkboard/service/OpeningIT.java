package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.corkboard.domain.Command;
import dev.corkboard.domain.State;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.tweet.TweetState;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.PastStates;
import dev.corkboard.service.entity.Reply;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.http.ApiRoutes.Writes;
import dev.corkboard.service.id.TaskNumbers;
import dev.corkboard.service.idempotency.IdempotencyKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a node begins to serve; its cluster is real, its entities are not. */
class OpeningIT {
  private final Set<State> answering = ConcurrentHashMap.newKeySet();
  private final Map<State, CountDownLatch> asked = Map.of(new PostState.Absent(), new CountDownLatch(1),
      new TweetState.Absent(), new CountDownLatch(1), new SprintState.Absent(), new CountDownLatch(1),
      new TaskState.Absent(), new CountDownLatch(1));
  private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), PekkoConfig.SYSTEM,
      ConfigFactory.parseString("""
          pekko.coordinated-shutdown.exit-jvm = off
          pekko.persistence.journal.auto-start-journals = []
          pekko.persistence.snapshot-store.auto-start-snapshot-stores = []
          """).withFallback(PekkoConfig.of(Settings.from(Map.of("DB_URL", "jdbc:postgresql://localhost/nobody")),
          "test")));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Future<?> open = threads.submit(() -> {
    Opening.await(system, new WriteSide(writes(new PostState.Absent()), writes(new TweetState.Absent()),
        writes(new SprintState.Absent()), writes(new TaskState.Absent()), new IdempotencyKeys(null),
        new TaskNumbers(null)));
    return null;
  });

  @AfterEach
  void end() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    threads.shutdownNow();
  }

  @Test
  void nodeOpensOnceItIsAMemberAndAnEntityOfEachKindAnswers() throws Exception {
    await().during(Duration.ofMillis(300)).until(() -> asked.values().stream().allMatch(it -> it.getCount() == 1));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    for (State kind : new State[]{new PostState.Absent(), new SprintState.Absent(), new TaskState.Absent(),
        new TweetState.Absent()}) {
      assertThat(asked.get(kind).await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(open.isDone()).isFalse();
      answering.add(kind);
    }
    open.get(30, TimeUnit.SECONDS);
  }

  @Test
  void nodeThatEndsWhileItWaitsSaysWhatToLookAt() {
    system.terminate();
    assertThatThrownBy(() -> open.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class).cause()
        .isInstanceOf(SettingsException.class).hasMessageContaining("CLUSTER_SEEDS");
  }

  private <C extends Command, S extends State> Writes<C, S> writes(S absent) {
    return new Writes<>(new Gateway<>() {
      @Override
      public Reply<S> send(String id, C command) {
        throw new Outage("nobody sends");
      }

      @Override
      public S read(String id) {
        asked.get(absent).countDown();
        if (!answering.contains(absent)) throw new Outage("not yet");
        return absent;
      }
    }, new PastStates<>() {
      @Override
      public S at(String id, long revision) {
        return absent;
      }

      @Override
      public Since<S> since(String id, long revision, long newest) {
        return new Since<>(absent, Map.of());
      }
    });
  }
}
