package dev.corkboard.readmodel.table;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.domain.Username;
import java.time.Instant;

/** What was shown last of something that is deleted, and who deleted it, when. */
public record Deleted<V extends Shown>(@JsonUnwrapped V view, Username deletedBy, Instant deletedAt) implements Shown {

  @Override
  public String key() {
    return view.key();
  }

  @Override
  public long revision() {
    return view.revision();
  }
}
