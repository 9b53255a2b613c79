package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.table.Shown;

/** The JSON of one entity, and the revision that it shows. */
public record Rendered(long revision, byte[] json) {

  public static Rendered of(Shown view) {
    return new Rendered(view.revision(), Json.bytes(view));
  }
}
