package dev.corkboard.readmodel.table;

/** What a client sees of one entity; rendered as JSON it is the representation. */
public interface Shown {
  String key();

  long revision();
}
