package dev.corkboard.readmodel.rebuild;

/** There are no tables of before to go back to: the view was never built again, or they have been dropped. */
public final class NoEarlierBuild extends Exception {
  private static final long serialVersionUID = 1;

  NoEarlierBuild(String view) {
    super("There is no earlier build of the view " + view + " to go back to; one is kept for a day.");
  }
}
