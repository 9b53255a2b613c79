package dev.corkboard.service.auth;

import java.util.List;

/** Where the keys of this installation come from. */
interface KeySource {

  /** All keys that verify, at least one; the first signs. */
  List<SigningKey> load();
}
