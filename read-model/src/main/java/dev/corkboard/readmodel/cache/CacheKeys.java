package dev.corkboard.readmodel.cache;

/** The names under which a kind of answers is kept. */
record CacheKeys(String kind) {

  /** Changed whenever answers get other fields, so that answers kept by an older release are not read. */
  private static final String FORMAT = "cb2:";

  String pledge() {
    return "cb:pledge:" + kind;
  }

  String generation() {
    return "cb:gen:" + kind;
  }

  String one(String id) {
    return FORMAT + kind + ":" + id;
  }

  String list(String fingerprint) {
    return FORMAT + "list:" + kind + ":" + fingerprint;
  }

  /** Where the keeper tells of changes. */
  static String channel(String kind) {
    return "cb:changed:" + kind;
  }
}
