package dev.corkboard.service.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");

  @Test
  void idIsAUuidOfVersion7WithTheMilliseconds() {
    for (String id : List.of(Ids.next(), Ids.next(Instant.now()), Ids.at(NOON))) {
      assertThat(Ids.isId(id)).isTrue();
      assertThat(UUID.fromString(id).version()).isEqualTo(7);
      assertThat(UUID.fromString(id).variant()).isEqualTo(2);
    }
    assertThat(UUID.fromString(Ids.at(NOON)).getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void oneIdTellsNothingOfTheNext() {
    for (List<String> ids : List.of(Stream.generate(Ids::next).limit(1_000).toList(),
        Stream.generate(() -> Ids.next(NOON)).limit(1_000).toList(),
        Stream.generate(() -> Ids.at(NOON)).limit(1_000).toList())) {
      List<Long> chance = ids.stream().map(id -> UUID.fromString(id).getLeastSignificantBits()).toList();
      assertThat(chance).doesNotHaveDuplicates();
      int ascending = 0;
      for (int i = 1; i < chance.size(); i++)
        if (chance.get(i) > chance.get(i - 1)) ascending++;
      assertThat(ascending).as("how many are larger than the one before").isBetween(400, 600);
    }
  }

  @Test
  void whatIsCreatedLaterSortsAfterWithinAMillisecondToo() {
    List<String> ids = new ArrayList<>();
    Instant now = Instant.now().plus(Duration.ofHours(1)); // later than all that other tests make
    for (int i = 0; i < 10_000; i++)
      ids.add(Ids.next(i % 3 == 0 ? now : now.minusMillis(1)));
    ids.add(Ids.next(now.plusMillis(10)));
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }
}
