package dev.corkboard.service.entity;

import com.typesafe.config.Config;
import dev.corkboard.domain.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.pattern.CircuitBreaker;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.db.SlickDatabase;
import org.apache.pekko.persistence.jdbc.db.SlickExtension;
import org.apache.pekko.persistence.jdbc.db.SlickExtensionImpl;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalDao;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.stream.SystemMaterializer;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.util.Try;

/**
 * Stores the first events of entities under ids that were made for them, as the entities themselves store what follows:
 * through the plugin's pool, in one transaction with others, behind a breaker.
 */
public final class FirstEvents {
  private static final String PLUGIN = "jdbc-journal";

  private final JournalDao journal;
  private final CircuitBreaker breaker;
  private final String writer = UUID.randomUUID().toString();

  private FirstEvents(JournalDao journal, CircuitBreaker breaker) {
    this.journal = journal;
    this.breaker = breaker;
  }

  public static FirstEvents of(ActorSystem<?> system) {
    org.apache.pekko.actor.ActorSystem classic = Adapter.toClassic(system);
    Config config = system.settings().config().getConfig(PLUGIN);
    SlickDatabase slick = ((SlickExtensionImpl) SlickExtension.get(classic)).database(config);
    JournalDao journal = new EntityJournalDao(slick.database(), slick.profile(), new JournalConfig(config),
        SerializationExtension.get(classic), system.executionContext(), SystemMaterializer.get(system).materializer());
    Config limits = config.getConfig("circuit-breaker");
    return new FirstEvents(journal, CircuitBreaker.create(classic.scheduler(), limits.getInt("max-failures"),
        limits.getDuration("call-timeout"), limits.getDuration("reset-timeout")));
  }

  /**
   * Completed once they are durable. It fails if the id is taken, as the journal's primary key refuses them, and after
   * the deadline.
   */
  CompletionStage<Void> store(PersistenceId id, List<? extends Event> events, Instant deadline) {
    AtomicWrite write = new AtomicWrite(seq(rows(id.id(), events, EntityJournalDao.manifest(deadline))));
    // What is late is no failure of the journal, so the breaker does not count it.
    return breaker
        .callWithCircuitBreakerCS(() -> FutureConverters.asJava(journal.asyncWriteMessages(seq(List.of(write)))))
        .thenAccept(results -> CollectionConverters.asJava(results).forEach(Try::get));
  }

  private List<PersistentRepr> rows(String id, List<? extends Event> events, String manifest) {
    List<PersistentRepr> rows = new ArrayList<>(events.size());
    for (Event event : events)
      rows.add(PersistentRepr.apply(event, rows.size() + 1, id, manifest, false, ActorRef.noSender(), writer));
    return rows;
  }

  private static <T> Seq<T> seq(List<T> items) {
    return CollectionConverters.asScala(items).toVector();
  }
}
