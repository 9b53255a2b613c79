package dev.corkboard.readmodel.table;

/** A row of a view: what is shown, or, once deleted, what was shown last under the revision of the deletion. */
public record Row<V extends Shown>(V view, boolean deleted) {

  public static <V extends Shown> Row<V> live(V view) {
    return new Row<>(view, false);
  }

  public static <V extends Shown> Row<V> deleted(V last) {
    return new Row<>(last, true);
  }
}
