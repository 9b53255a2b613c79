package dev.corkboard.service.embedded;

import java.io.IOException;

/** A backend that can be looked at while it is in use, and started again where it was. */
interface Part {

  String name();

  boolean runs();

  /** With the same address and password, so that who uses it goes on by itself. */
  void startAgain() throws IOException;
}
