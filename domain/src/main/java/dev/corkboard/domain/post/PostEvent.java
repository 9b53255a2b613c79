package dev.corkboard.domain.post;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happened to a post. */
public sealed interface PostEvent extends Event {
  PostId id();

  /** The post was written; its author is who made this event. */
  record Created(PostId id, PostContent content, Stamp stamp) implements PostEvent {
    @Override
    public Map<String, Change> changes() {
      return PostContent.FIELDS.all(content);
    }
  }

  record Changed(PostId id, Map<String, Change> changes, Stamp stamp) implements PostEvent {
    public Changed {
      changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }
  }

  record Deleted(PostId id, Stamp stamp) implements PostEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }
  }

  /** A deletion was undone: the post is as it was before. */
  record Restored(PostId id, Stamp stamp) implements PostEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }
  }
}
