package dev.corkboard.service.auth;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hash of Argon2id with its salt and effort, as the PHC string format has it. */
record Phc(Effort effort, byte[] salt, byte[] hash) {

  /** What a hash costs. */
  record Effort(int memoryKib, int passes, int lanes) {
    boolean isBelow(Effort other) {
      return memoryKib < other.memoryKib || passes < other.passes || lanes < other.lanes;
    }
  }

  private static final Pattern FORMAT = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
      + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  static Phc parse(String text) {
    Matcher parts = FORMAT.matcher(text);
    if (!parts.matches()) throw new IllegalArgumentException("a stored password is no hash of Argon2id");
    Effort effort = new Effort(number(parts, 1), number(parts, 2), number(parts, 3));
    return new Phc(effort, Base64.getDecoder().decode(parts.group(4)), Base64.getDecoder().decode(parts.group(5)));
  }

  String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=" + effort.memoryKib() + ",t=" + effort.passes() + ",p=" + effort.lanes() + "$"
        + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
