package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.amqp.Broker;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.ReminderRun;
import dev.corkboard.service.reminder.ReminderScheduler;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reminders cost while none is due: one indexed query a second on the whole cluster. */
class IdleRemindersIT {
  private static final Instant NOW = Instant.parse("2026-11-21T06:00:00Z");

  private static EmbeddedPostgres postgres;
  private static HikariDataSource dataSource;

  private final AtomicInteger horizonsAskedFor = new AtomicInteger();
  private final List<ActorSystem<Void>> nodes = new ArrayList<>();
  private Statements statements;
  private ReminderRun run;

  /** Nothing is due, and all that may become so is there. */
  @BeforeAll
  static void fill() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(postgres.getPostgresDatabase());
    dataSource = new HikariDataSource(pool);
    Migrations.main(dataSource);
    for (String sql : List.of("""
        insert into reminder.task (id, name, assigned, due, status, remind_at, remind_pending, deleted, revision)
        select 't' || i, 'Task ' || i, 'user' || i % 5000, date '2026-11-01' + i % 60, 'todo',
          timestamptz '2026-11-21T06:00:00Z' + (i - 25000) * interval '1 minute', i > 25000, false, 1
        from generate_series(1, 50000) i""", """
        insert into reminder.subscriber (username, email, time_zone, digest_hour, digest, active, confirmed, since, next_date,
            next_at)
        select 'user' || i, 'user' || i || '@example.org', 'UTC', 7, true, i % 10 <> 0, true, '2026-01-01', '2026-11-21',
          case when i % 10 = 0 then timestamptz '2026-01-01T00:00:00Z' else timestamptz '2026-11-21T07:00:00Z' end
        from generate_series(1, 5000) i""", """
        insert into reminder.outbox (message_id, kind, exchange, routing_key, payload, due_at, sent_at)
        select 'm' || i, 'task', 'corkboard.reminders', 'reminder.task', '{}', '2026-11-20', '2026-11-20'
        from generate_series(1, 25000) i""", "analyze"))
      try (Connection connection = dataSource.getConnection();
          PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.execute();
      }
  }

  @AfterAll
  static void close() throws Exception {
    dataSource.close();
    postgres.close();
  }

  @BeforeEach
  void start() {
    statements = new Statements(dataSource);
    run = run(statements);
  }

  @AfterEach
  void end() throws Exception {
    for (ActorSystem<Void> node : nodes) {
      node.terminate();
      node.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aRoundThatFindsNothingDueIsOneStatement() throws Exception {
    assertThat(run.step()).isFalse(); // the first one looks for what a clock that ran ahead has done
    statements.forget();
    for (int round = 1; round <= 10; round++) {
      assertThat(run.step()).isFalse();
      assertThat(statements.sent()).hasSize(round);
    }
    assertThat(horizonsAskedFor).as("asking how far the view has come is a look at the journal").hasValue(0);
  }

  @Test
  void thatStatementReadsTheFirstEntriesOfThreeIndexes() throws Exception {
    run.step();
    statements.forget();
    run.step();
    JsonNode plan;
    try (Connection connection = dataSource.getConnection()) {
      String explained = statements.sent().getFirst().explained(connection);
      plan = new ObjectMapper().readTree(explained).get(0).get("Plan");
    }
    List<JsonNode> scans = new ArrayList<>();
    scans(plan, scans);
    assertThat(scans).extracting(scan -> scan.path("Index Name").asText()).containsExactlyInAnyOrder("subscriber_due",
        "task_remind", "outbox_unsent");
    assertThat(scans).allSatisfy(scan -> {
      assertThat(scan.get("Actual Rows").asInt() * scan.get("Actual Loops").asInt()).isLessThanOrEqualTo(1);
    });
    assertThat(plan.get("Shared Hit Blocks").asInt() + plan.get("Shared Read Blocks").asInt()).isLessThanOrEqualTo(16);
  }

  @Test
  void oneNodeOfTheClusterLooksOnceASecond() throws Exception {
    Statements others = new Statements(dataSource);
    schedule(node(), run);
    schedule(node(), run(others));
    await().atMost(Duration.ofSeconds(60)).until(() -> nodes.stream().allMatch(IdleRemindersIT::seesBoth));
    await().atMost(Duration.ofSeconds(60)).until(() -> !looks(statements, others).isEmpty());
    int before = looks(statements, others).size();
    long since = System.nanoTime();
    await().atMost(Duration.ofSeconds(60)).until(() -> looks(statements, others).size() >= before + 5);
    int more = looks(statements, others).size() - before;
    double seconds = (System.nanoTime() - since) / 1e9;
    assertThat((double) more).isLessThanOrEqualTo(seconds + 1);
    assertThat(List.of(statements.sent().size(), others.sent().size())).contains(0);
  }

  private ReminderRun run(Statements through) {
    Outbox outbox = new Outbox(through.source(), new Unwanted(), InstantSource.fixed(NOW));
    return new ReminderRun(through.source(), outbox, InstantSource.fixed(NOW), () -> {
      horizonsAskedFor.incrementAndGet();
      return NOW;
    });
  }

  private static void schedule(ActorSystem<Void> node, ReminderRun run) {
    ReminderScheduler.startOnCluster(node, run, Runnable::run);
  }

  private ActorSystem<Void> node() {
    Config config = ConfigFactory.parseString("""
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.persistence.journal.auto-start-journals = []
        pekko.persistence.snapshot-store.auto-start-snapshot-stores = []
        """)
        .withFallback(PekkoConfig.of(Settings.from(Map.of("DB_URL", "jdbc:postgresql://localhost/nobody")), "test"));
    ActorSystem<Void> node = ActorSystem.create(Behaviors.empty(), PekkoConfig.SYSTEM, config);
    nodes.add(node);
    Cluster.get(node).manager().tell(Join.create(Cluster.get(nodes.getFirst()).selfMember().address()));
    return node;
  }

  private static boolean seesBoth(ActorSystem<Void> node) {
    return Cluster.get(node).state().members().size() == 2;
  }

  private static List<Statements.Sent> looks(Statements... through) {
    return List.of(through).stream().flatMap(each -> each.sent().stream())
        .filter(sent -> sent.sql().contains("reminder.outbox")).toList();
  }

  /** Of tables and indexes. */
  private static void scans(JsonNode node, List<JsonNode> found) {
    if (node.path("Node Type").asText().endsWith("Scan")) found.add(node);
    node.path("Plans").forEach(below -> scans(below, found));
  }

  /** Nobody has anything to publish. */
  private static final class Unwanted implements Broker {
    @Override
    public boolean connected() {
      throw new AssertionError("asked for without need");
    }

    @Override
    public boolean hasRoom() {
      throw new AssertionError("asked for without need");
    }

    @Override
    public Amqp.Published publish(List<Amqp.Message> messages) {
      throw new AssertionError("asked for without need");
    }
  }
}
