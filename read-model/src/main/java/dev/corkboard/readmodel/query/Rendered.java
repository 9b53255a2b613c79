package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.table.Shown;

/** The JSON of one entity, and the revision that it shows. */
public record Rendered(long revision, Packed body) {

  public Rendered(long revision, byte[] json) {
    this(revision, new Packed(json));
  }

  public static Rendered of(Shown view) {
    return new Rendered(view.revision(), Json.bytes(view));
  }

  public byte[] json() {
    return body.plain();
  }
}
