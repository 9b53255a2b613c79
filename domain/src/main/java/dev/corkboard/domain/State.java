package dev.corkboard.domain;

/** What the rules of an aggregate know of its past. */
public interface State {

  /** How many events made this state; 0 before the first. */
  long revision();

  /** About how many characters of text it has, as far as they can be many. */
  default int characters() {
    return 0;
  }
}
