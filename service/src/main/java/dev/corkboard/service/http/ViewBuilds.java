package dev.corkboard.service.http;

import dev.corkboard.readmodel.rebuild.Build;
import java.util.Optional;

/** The building of views, as administrators see and start it. Calls block. */
public interface ViewBuilds {

  /** What became of the wish to build a view again. */
  enum Start {
    BEGUN, RUNNING, UNKNOWN
  }

  Start start(String view);

  /** Which build serves, from 1. */
  int version(String view);

  /** The newest that was begun on any node; empty if there never was one. */
  Optional<Build> newest(String view);
}
