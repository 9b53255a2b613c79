package dev.corkboard.readmodel.cache;

/** The names under which a kind of answers is kept. */
record CacheKeys(String kind) {

  String pledge() {
    return "cb:pledge:" + kind;
  }

  String generation() {
    return "cb:gen:" + kind;
  }

  String one(String id) {
    return "cb:" + kind + ":" + id;
  }

  /** The number parts what releases keep that are not of one form. */
  String list(String fingerprint) {
    return "cb:list2:" + kind + ":" + fingerprint;
  }

  /** Where the keeper tells of changes. */
  static String channel(String kind) {
    return "cb:changed:" + kind;
  }
}
