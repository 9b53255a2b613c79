package dev.corkboard.readmodel.rebuild;

/** A view is being built already, on this node or another, or by a command. */
public final class BuildRunning extends Exception {
  private static final long serialVersionUID = 1;

  BuildRunning(String view) {
    super("The view " + view + " is being built already.");
  }
}
