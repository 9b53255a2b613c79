package dev.corkboard.service.http;

import static dev.corkboard.service.http.BodyFields.text;
import static dev.corkboard.service.http.Right.OPEN;
import static dev.corkboard.service.http.Right.SESSION;
import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.Client;
import dev.corkboard.service.auth.Refusal;
import dev.corkboard.service.auth.Session;
import dev.corkboard.service.auth.TokenPair;
import dev.corkboard.service.id.Ids;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Signing in and out, going on with a session, and the list of one's own. */
final class SessionRoutes {
  private static final String SESSIONS = "/auth/sessions";
  private static final Shape CREDENTIALS = Shape.of()
      .optional("username", Reader.string())
      .optional("email", Reader.string())
      .required("password", Reader.string())
      .optional("session", Reader.choice(Map.of("cookie", true)));
  private static final Shape REFRESH = Shape.of().required("refreshToken", Reader.string());
  private static final Shape TOKEN = Shape.of().required("token", Reader.string());

  /** Tokens whose refresh token is in a cookie. */
  private record WithoutRefresh(String token, String tokenType, long expiresIn) {
    static WithoutRefresh of(TokenPair tokens) {
      return new WithoutRefresh(tokens.token(), tokens.tokenType(), tokens.expiresIn());
    }
  }

  /** A session as its owner sees it. */
  private record Shown(String id, Instant createdAt, Instant lastUsedAt, String ip, String userAgent,
      boolean current) {}

  private final Auth auth;
  private final SessionCookie cookie;
  private final KeyPages pages;

  SessionRoutes(Auth auth, URI publicUrl, List<String> corsOrigins) {
    this.auth = auth;
    this.cookie = new SessionCookie(publicUrl, corsOrigins);
    this.pages = new KeyPages(publicUrl);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/auth/obtain_token", OPEN, this::obtainToken),
        Endpoint.post("/auth/refresh_token", OPEN, this::refreshToken),
        Endpoint.post("/auth/verify_token", OPEN, this::verifyToken),
        Endpoint.post("/auth/logout", SESSION, this::logout),
        Endpoint.get(SESSIONS, SIGNED_IN, this::sessions).taking("limit", "cursor", "count"),
        Endpoint.delete(SESSIONS + "/{id}", SIGNED_IN, this::endSession));
  }

  private Answer obtainToken(Call call) {
    return CREDENTIALS.whole(call).then(body -> {
      if (body.containsKey("username") == body.containsKey("email")) {
        return Problem.invalid("username", "username-or-email", "Give either username or email.").answer();
      }
      boolean inCookie = body.containsKey("session");
      Optional<Problem> refusal = inCookie ? cookie.refusal(call) : Optional.empty();
      if (refusal.isPresent()) return refusal.get().answer();
      String password = text(body, "password");
      return Refusals.then(body.containsKey("username")
          ? auth.signIn().withUsername(text(body, "username"), password, client(call))
          : auth.signIn().withEmail(text(body, "email"), password, client(call)),
          tokens -> inCookie ? inCookie(tokens) : Answer.ok(tokens));
    });
  }

  private Answer inCookie(TokenPair tokens) {
    return cookie.set(Answer.ok(WithoutRefresh.of(tokens)), tokens.refreshToken());
  }

  /** Without a body it uses the cookie, and clears it if it is no longer valid. */
  private Answer refreshToken(Call call) {
    if (call.body().length == 0) {
      Optional<Problem> refusal = cookie.refusal(call);
      if (refusal.isPresent()) return refusal.get().answer();
      Optional<String> token = cookie.token(call);
      if (token.isEmpty()) return Refusals.problem(new Refusal.BadRefreshToken()).answer();
      return orCleared(Refusals.then(auth.signIn().refresh(token.get(), client(call)), this::inCookie));
    }
    return REFRESH.whole(call)
        .then(body -> Refusals.then(auth.signIn().refresh(text(body, "refreshToken"), client(call)), Answer::ok));
  }

  private Answer verifyToken(Call call) {
    return TOKEN.whole(call).then(body -> auth.authentication().claims(text(body, "token")).map(Answer::ok)
        .orElseGet(() -> Problem.unauthorized("bad-token", "The token is not ours, over or revoked.").answer()));
  }

  private Answer logout(Call call) {
    return Shape.nothing(call).then(nothing -> {
      Optional<String> token = cookie.token(call);
      Optional<Problem> refusal = token.isEmpty() ? Optional.empty() : cookie.refusal(call);
      if (refusal.isPresent()) return refusal.get().answer();
      Optional<Principal> me = call.signedIn();
      me.ifPresent(it -> auth.signIn().out(it.userId(), it.sessionId()));
      if (token.isEmpty()) return me.isPresent() ? Answer.noContent() : Problem.needsToken().answer();
      Answer ended = Refusals.then(auth.signIn().out(token.get()), session -> Answer.noContent());
      return cookie.clear(me.isPresent() ? Answer.noContent() : ended);
    });
  }

  private Answer orCleared(Answer answer) {
    boolean dead = answer instanceof Answer.Failed(Problem problem) && problem.status() == 401;
    return dead ? cookie.clear(answer) : answer;
  }

  private Answer sessions(Call call) {
    Principal me = call.principal();
    return pages.list(call, SESSIONS, (before, limit) -> auth.sessions().page(me.userId(), before, limit),
        () -> OptionalLong.of(auth.sessions().count(me.userId())), Session::id, session -> shown(session, me));
  }

  private Answer endSession(Call call) {
    String id = call.variable(0);
    boolean ended = Ids.isId(id) && auth.sessions().end(call.principal().userId(), id);
    return ended ? Answer.noContent() : Problem.notFound().answer();
  }

  private static Shown shown(Session session, Principal me) {
    return new Shown(session.id(), session.createdAt(), session.lastUsedAt(), session.ip(), session.userAgent(),
        session.id().equals(me.sessionId()));
  }

  private static Client client(Call call) {
    return new Client(call.address(), call.header("User-Agent").orElse(""));
  }
}
