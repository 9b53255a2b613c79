package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.changes.Presences.Place;
import dev.corkboard.service.changes.Presences.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresenceTopicTest {

  @Test
  void otherNodesReadWhatIsWritten() {
    Instant at = Instant.parse("2026-11-21T09:00:00.123Z");
    List<Said> said = List.of(new Said("anna", Optional.of(new Place("task", "1")), at),
        new Said("ben", Optional.empty(), at));
    assertThat(PresenceTopic.read(PresenceTopic.write(said))).isEqualTo(said);
  }

  @Test
  void whatCannotBeReadIsNothing() {
    assertThat(PresenceTopic.read("{}")).isEmpty();
  }
}
