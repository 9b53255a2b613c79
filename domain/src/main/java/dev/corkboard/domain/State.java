package dev.corkboard.domain;

/** What the rules of an aggregate know of its past. */
public interface State {

  /** How many events made this state; 0 before the first. */
  long revision();
}
