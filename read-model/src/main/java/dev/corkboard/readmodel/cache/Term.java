package dev.corkboard.readmodel.cache;

/**
 * A span of time in which this process hears of every change; no two are equal. An answer is kept under the term in
 * which its load began, and counts only while that goes on.
 */
final class Term {
  private final String pledge;

  /**
   * @param pledge what answers in Redis must be kept under to be believed; empty if none is to be
   */
  Term(String pledge) {
    this.pledge = pledge;
  }

  String pledge() {
    return pledge;
  }

  /** Another span, with the same pledge. */
  Term next() {
    return new Term(pledge);
  }
}
