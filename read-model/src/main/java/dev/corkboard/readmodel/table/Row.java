package dev.corkboard.readmodel.table;

import dev.corkboard.domain.Stamp;
import java.util.Optional;

/** A row of a view: what is shown, or, once deleted, what was shown last under the revision of the deletion. */
public record Row<V extends Shown>(V view, Optional<Deletion> deletion) {

  public static <V extends Shown> Row<V> live(V view) {
    return new Row<>(view, Optional.empty());
  }

  public static <V extends Shown> Row<V> deleted(V last, Stamp stamp) {
    return new Row<>(last, Optional.of(Deletion.of(stamp)));
  }

  public boolean deleted() {
    return deletion.isPresent();
  }
}
