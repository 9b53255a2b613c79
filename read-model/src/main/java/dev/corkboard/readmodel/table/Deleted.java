package dev.corkboard.readmodel.table;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.domain.Username;
import java.time.Instant;

/** What was shown last of something that is deleted, and who deleted it, when. */
public record Deleted<V extends Shown>(V view, Username deletedBy, Instant deletedAt) implements Shown {

  @Override
  public String key() {
    return view.key();
  }

  @Override
  public long revision() {
    return view.revision();
  }

  private record Listed(@JsonUnwrapped Object view, Username deletedBy, Instant deletedAt) {}

  /** How it is written in a list, given how the view is written. */
  public Object shownAs(Object shown) {
    return new Listed(shown, deletedBy, deletedAt);
  }
}
