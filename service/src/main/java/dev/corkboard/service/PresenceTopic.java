package dev.corkboard.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.changes.ChangeFeed;
import dev.corkboard.service.changes.Presences.Said;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all nodes who looks at what. Lost messages do no harm, since people repeat theirs before they expire. */
final class PresenceTopic {
  private static final Logger LOG = LoggerFactory.getLogger(PresenceTopic.class);
  private static final Duration BEAT = Duration.ofMillis(200);
  private static final TypeReference<List<Said>> MANY = new TypeReference<>() {};

  private PresenceTopic() {}

  static void start(ActorSystem<?> system, ChangeFeed feed, InstantSource clock) {
    ActorRef<Topic.Command<String>> topic = system.systemActorOf(Topic.create(String.class, "presence"),
        "presence-topic", Props.empty());
    topic.tell(Topic.subscribe(system.systemActorOf(Behaviors.<String>receiveMessage(text -> {
      read(text).forEach(feed.presences()::hear);
      return Behaviors.same();
    }), "presence-listener", Props.empty())));
    system.scheduler().scheduleWithFixedDelay(BEAT, BEAT, () -> {
      List<Said> said = feed.presences().beat(clock.instant());
      if (!said.isEmpty()) topic.tell(Topic.publish(write(said)));
      feed.tellPresences();
    }, system.executionContext());
  }

  static String write(List<Said> said) {
    try {
      return Json.mapper().writeValueAsString(said);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Empty if the message is of another release and cannot be read. */
  static List<Said> read(String text) {
    try {
      return Json.mapper().readValue(text, MANY);
    } catch (JsonProcessingException foreign) {
      LOG.debug("Who looks at what on another node cannot be read", foreign);
      return List.of();
    }
  }
}
