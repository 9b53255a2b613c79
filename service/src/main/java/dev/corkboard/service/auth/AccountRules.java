package dev.corkboard.service.auth;

import dev.corkboard.domain.EmailAddress;
import dev.corkboard.domain.TextRule;
import dev.corkboard.domain.TimeZones;
import dev.corkboard.domain.Username;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the fields of an account may hold. */
final class AccountRules {

  static final TextRule NAME = TextRule.line(0, 150);
  static final int SHORTEST_PASSWORD = 10;
  private static final TextRule PASSWORD = TextRule.line(SHORTEST_PASSWORD, 200);
  /** Names that are there already may begin and end with any of these. */
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_.-]{3,30}");
  private static final Pattern NEW_USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{1,28}[A-Za-z0-9]");
  /** What an account's address may be; accounts from before the rule of EmailAddress have others, too. */
  private static final Pattern STORED_EMAIL = Pattern.compile("[!-~]{3,254}");

  /** A hundred thousand words are read for it, so once. */
  private static final CommonPasswords COMMON = new CommonPasswords();

  private AccountRules() {}

  static List<BadField> faults(NewAccount wanted) {
    return Stream.of(badUsername(wanted.username()), badEmail(wanted.email()),
        badPassword("password", wanted.password())
            .or(() -> ownPassword("password", wanted.password(), wanted.username(), wanted.email())),
        badName("first_name", wanted.firstName()), badName("last_name", wanted.lastName()),
        badTimeZone(wanted.timeZone())).flatMap(Optional::stream).toList();
  }

  /** What may be the name of an account. */
  static Optional<Username> username(String text) {
    if (!USERNAME.matcher(text).matches()) return Optional.empty();
    return Optional.of(new Username(text.toLowerCase(Locale.ROOT)));
  }

  static Optional<BadField> badUsername(String text) {
    if (NEW_USERNAME.matcher(text).matches()) return Optional.empty();
    return bad("username", "invalid-username",
        "3 to 30 of the letters a to z, digits, _ . and -, with a letter or digit at both ends.");
  }

  /** Whether there may be an account with it. */
  static boolean mayBeEmail(String text) {
    return STORED_EMAIL.matcher(text).matches();
  }

  static Optional<BadField> badEmail(String text) {
    if (EmailAddress.parse(text).isPresent()) return Optional.empty();
    return bad("email", "invalid-email", "An address such as name@example.org, of at most 254 characters.");
  }

  static Optional<BadField> badPassword(String field, String text) {
    String password = Normalizer.normalize(text, Normalizer.Form.NFC);
    Optional<BadField> unfit = violation(field, PASSWORD, password);
    if (unfit.isPresent() || !COMMON.has(password)) return unfit;
    return bad(field, "common-password", "Many people use this password or one much like it: choose another.");
  }

  /** Nobody's own name or address. */
  static Optional<BadField> ownPassword(String field, String password, String username, String email) {
    if (!password.equalsIgnoreCase(username) && !password.equalsIgnoreCase(email)) return Optional.empty();
    return bad(field, "common-password", "Not your username or address.");
  }

  static Optional<BadField> ownPassword(String field, String password, Account account) {
    return ownPassword(field, password, account.username().value(), account.email());
  }

  static Optional<BadField> badName(String field, String text) {
    return violation(field, NAME, text);
  }

  static Optional<BadField> badTimeZone(String text) {
    if (TimeZones.NAMES.contains(text)) return Optional.empty();
    return bad("time_zone", "unknown-time-zone",
        "A name of the IANA time zone database, such as Europe/Berlin or UTC.");
  }

  static Optional<BadField> badDigestHour(int hour) {
    if (hour >= 0 && hour <= 23) return Optional.empty();
    return bad("digest_hour", "out-of-range", "0 to 23.");
  }

  private static Optional<BadField> violation(String field, TextRule rule, String text) {
    return rule.violation(text).map(wrong -> new BadField(field, wrong.code(), wrong.detail()));
  }

  private static Optional<BadField> bad(String field, String code, String detail) {
    return Optional.of(new BadField(field, code, detail));
  }
}
