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

  /** It is not there any more; {@code content} is what it was, which events of long ago do not tell. */
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

  /** A deletion was undone: the post is as it was before; events of long ago do not tell how. */
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
