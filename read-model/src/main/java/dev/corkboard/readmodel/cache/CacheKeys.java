package dev.corkboard.readmodel.cache;

/** The names under which a kind of answers is kept. */
record CacheKeys(String kind) {

  /** Raised when answers get other fields, so that nobody is given what an older release kept. */
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
