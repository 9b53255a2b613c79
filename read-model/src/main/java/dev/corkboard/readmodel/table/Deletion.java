package dev.corkboard.readmodel.table;

import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Who deleted something, and when. */
public record Deletion(Username by, Instant at) {
  public Deletion {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  static Deletion of(Stamp stamp) {
    return new Deletion(stamp.by(), stamp.at());
  }
}
