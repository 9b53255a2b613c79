package dev.corkboard.domain.post;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

  /** The deletion. {@code content} is the content it had; older events do not have it. */
  record Deleted(PostId id, Optional<PostContent> content, Stamp stamp) implements PostEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      return content.map(PostContent.FIELDS::gone).orElse(Map.of());
    }
  }

  /** A deletion was undone. {@code content} is the restored content; older events do not have it. */
  record Restored(PostId id, Optional<PostContent> content, Stamp stamp) implements PostEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      return content.map(PostContent.FIELDS::all).orElse(Map.of());
    }
  }
}
