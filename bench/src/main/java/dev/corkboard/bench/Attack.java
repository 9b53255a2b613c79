package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.corkboard.bench.SiegeBoard.Account;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * One way to attack.
 *
 * @param name for the report
 * @param connections how many take part
 * @param request what a connection sends, by its number
 * @param withheld so many bytes of it are never sent at once
 * @param aSecond so many bytes of what is withheld are sent a second
 * @param readsSlowly whether it takes a byte a second of the answer
 * @param pauseMillis for so long a connection does nothing after a refusal
 */
record Attack(String name, int connections, IntFunction<ByteBuffer> request, int withheld, int aSecond,
    boolean readsSlowly, long pauseMillis) {

  private static final long SECOND = 1_000;
  private static final List<String> OPEN = List.of("/auth/obtain_token", "/auth/signup", "/auth/password/reset",
      "/auth/refresh_token");
  /** As much as is taken of anybody, and of somebody with an account. */
  private static final int OPEN_BODY = 8 << 10;
  private static final int LARGE_BODY = 256 << 10;

  static List<Attack> all(SiegeBoard board) {
    return List.of(
        new Attack("bodies, a few bytes a second", 250, number -> stranger(number), OPEN_BODY - 1, 4, false, SECOND),
        new Attack("bodies, one byte short", 200, number -> stranger(number), 1, 0, false, SECOND),
        new Attack("bodies of 256 KiB with an account", 50, number -> post(board.writer()), 1, 0, false, SECOND),
        new Attack("streams of one account", 2_000, number -> stream(board.follower()), 0, 0, false, 5 * SECOND),
        new Attack("guesses from one network", 50, number -> guess("198.51.101." + number), 0, 0, false, 0),
        new Attack("guesses from many networks", 50, number -> guess(anyAddress()), 0, 0, false, 0),
        new Attack("pages read a byte a second", 200, number -> page(board.readers(), number), 0, 0, true, SECOND),
        new Attack("heads, a byte a second", 100, number -> head(number), 180, 1, false, SECOND));
  }

  private static ByteBuffer stranger(int number) {
    String path = OPEN.get(number % OPEN.size());
    return bytes("POST " + path + " HTTP/1.1\r\nHost: siege\r\nX-Forwarded-For: 203.0.114." + number % 250
        + "\r\nContent-Type: application/json\r\nContent-Length: " + OPEN_BODY + "\r\n\r\n" + "{".repeat(OPEN_BODY));
  }

  private static ByteBuffer post(Account account) {
    return bytes("POST /api/posts HTTP/1.1\r\n" + of(account) + "Content-Type: application/json\r\nContent-Length: "
        + LARGE_BODY + "\r\n\r\n" + "{".repeat(LARGE_BODY));
  }

  private static ByteBuffer stream(Account account) {
    return bytes("GET /api/changes HTTP/1.1\r\n" + of(account) + "\r\n");
  }

  private static ByteBuffer guess(String address) {
    String body = "{\"username\": \"u" + ThreadLocalRandom.current().nextInt(1_000_000_000)
        + "\", \"password\": \"not-the-password\"}";
    return bytes("POST /auth/obtain_token HTTP/1.1\r\nHost: siege\r\nX-Forwarded-For: " + address
        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  private static ByteBuffer page(List<Account> readers, int number) {
    return bytes("GET /api/posts?limit=100 HTTP/1.1\r\n" + of(readers.get(number % readers.size())) + "\r\n");
  }

  private static ByteBuffer head(int number) {
    return bytes("GET /api/tasks HTTP/1.1\r\nHost: siege\r\nX-Forwarded-For: 203.0.115." + number + "\r\nX-Long: "
        + "x".repeat(200) + "\r\n\r\n");
  }

  private static String of(Account account) {
    return "Host: siege\r\nX-Forwarded-For: " + account.address() + "\r\nAuthorization: Bearer " + account.token()
        + "\r\n";
  }

  private static String anyAddress() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "10." + random.nextInt(256) + "." + random.nextInt(256) + ".7";
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
