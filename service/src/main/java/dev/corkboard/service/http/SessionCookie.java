package dev.corkboard.service.http;

import dev.corkboard.service.auth.Sessions;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cookie that keeps a page's refresh token where no script can read it. It comes by itself with whatever a browser
 * sends here, so nothing is done with it for pages from elsewhere.
 */
final class SessionCookie {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private final String name;
  private final String attributes;
  private final Set<String> origins;
  private final URI publicUrl;

  SessionCookie(URI publicUrl, List<String> corsOrigins) {
    boolean tls = "https".equalsIgnoreCase(publicUrl.getScheme());
    this.name = tls ? "__Host-corkboard" : "corkboard";
    this.attributes = "; HttpOnly; SameSite=Strict" + (tls ? "; Secure" : "");
    this.origins = Stream.concat(own(publicUrl), corsOrigins.stream()).collect(Collectors.toUnmodifiableSet());
    this.publicUrl = publicUrl;
  }

  /** The refresh token that came in the cookie, be it good or not. */
  Optional<String> token(Call call) {
    return call.lines("cookie").stream().flatMap(line -> Stream.of(line.split(";"))).map(String::strip)
        .filter(pair -> pair.startsWith(name + "=")).map(pair -> pair.substring(name.length() + 1))
        .filter(token -> !token.isEmpty()).findFirst();
  }

  /** The refusal for a foreign Origin; empty for our own, those of CORS_ORIGINS, and requests without one. */
  Optional<Problem> refusal(Call call) {
    boolean ours = call.lines("origin").stream().allMatch(it -> Origin.parse(it).filter(origins::contains).isPresent());
    return ours
        ? Optional.empty()
        : Optional.of(Problem.of(403, "bad-origin", "Sessions in cookies are only for pages from " + publicUrl + "."));
  }

  Answer set(Answer answer, String token) {
    return answer.with("Set-Cookie",
        name + "=" + token + "; Path=/; Max-Age=" + Sessions.IDLE.toSeconds() + attributes);
  }

  Answer clear(Answer answer) {
    return answer.with("Set-Cookie", name + "=; Path=/; Max-Age=0" + attributes);
  }

  /** The names of this machine count as one origin, since people type any of them. */
  private static Stream<String> own(URI publicUrl) {
    String host = publicUrl.getHost().toLowerCase(Locale.ROOT);
    List<String> hosts = LOOPBACK.contains(host) ? LOOPBACK : List.of(host);
    String port = publicUrl.getPort() < 0 ? "" : ":" + publicUrl.getPort();
    return hosts.stream().flatMap(it -> Origin.parse(publicUrl.getScheme() + "://" + it + port).stream());
  }
}
