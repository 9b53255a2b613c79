package dev.corkboard.domain;

/** A wish to change one aggregate, with everything that its rules need to know. */
public interface Command {
  Origin origin();
}
