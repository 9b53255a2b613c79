package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.api.ApiDescription;
import dev.corkboard.service.auth.AccountMail;
import dev.corkboard.service.auth.AccountsDatabase;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.Limits;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.auth.Result;
import dev.corkboard.service.auth.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthRoutesIT {

  private static final URI PUBLIC = URI.create("https://board.example");
  private static final String ANNA = """
      {"username": "Anna", "email": "anna@example.org", "password": "purple-tractor-91"}""";

  private static final String RIGHT = "{\"username\": \"anna\", \"password\": \"purple-tractor-91\"}";

  private static ActorSystem<Void> system;
  private final HttpClient client = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock();
  private final List<String> resetTokens = new CopyOnWriteArrayList<>();
  private final List<String> confirmTokens = new CopyOnWriteArrayList<>();
  private final List<String> invitationTokens = new CopyOnWriteArrayList<>();
  private Auth auth;
  private HttpServer server;
  private String base;

  @BeforeAll
  static void startSystem() {
    system = ActorSystem.create(Behaviors.empty(), "auth-routes",
        ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
  }

  @AfterAll
  static void endSystem() {
    ActorTestKit.shutdown(system);
  }

  @BeforeEach
  void start() throws Exception {
    auth = new Auth(AccountsDatabase.empty(), new Auth.Settings(PUBLIC.toString(), "corkboard", Optional.empty(),
        Duration.ofSeconds(5), Limits.USUAL), (connection, account) -> {},
        (connection, kind, account, address, token, expiresAt) -> (kind == AccountMail.Kind.PASSWORD_RESET
            ? resetTokens
            : confirmTokens).add(token),
        (connection, invitation, token) -> invitationTokens.add(token), clock);
    serve(true);
  }

  @AfterEach
  void stop() {
    server.close();
    auth.close();
    client.close();
  }

  @Test
  void signUpAnswersWithTheProfile() throws Exception {
    HttpResponse<String> answer = post("/auth/signup", ANNA);
    assertThat(answer.statusCode()).isEqualTo(201);
    String id = json(answer).get("id").asText();
    assertThat(json(answer)).isEqualTo(Json.mapper().readTree("""
        {"id": "%s", "username": "anna", "email": "anna@example.org",
         "email_confirmed": false, "pending_email": null, "first_name": "", "last_name": "",
         "time_zone": "UTC", "digest_hour": 7, "digest": true, "is_admin": false, "is_active": true,
         "created_at": "2026-11-21T09:00:00.000Z", "preferences": {}}""".formatted(id)));
    assertThat(id).hasSize(36);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(it -> assertThat(it).endsWith("/api/users/anna"));
  }

  @Test
  void signUpTellsWhatIsWrong() throws Exception {
    assertProblem(post("/auth/signup", "{}"), 400, "invalid", "username:required", "email:required",
        "password:required");
    assertProblem(post("/auth/signup", """
        {"username": "a", "email": "b", "password": "password123", "time_zone": "+02:00"}"""), 400, "invalid",
        "username:invalid-username", "email:invalid-email", "password:common-password", "time_zone:unknown-time-zone");
    assertProblem(post("/auth/signup", ANNA.replace("}", ", \"is_admin\": true}")), 400, "invalid",
        "is_admin:unknown-field");
    assertProblem(post("/auth/signup", ANNA.replace("\"Anna\"", "7")), 400, "invalid", "username:wrong-type");
    post("/auth/signup", ANNA);
    assertProblem(post("/auth/signup", ANNA), 409, "username-taken");
    assertProblem(post("/auth/signup", ANNA.replace("Anna", "ben")), 409, "email-taken");
  }

  @Test
  void closedSignUpIsForbidden() throws Exception {
    server.close();
    serve(false);
    assertProblem(post("/auth/signup", ANNA), 403, "signup-closed");
  }

  @Test
  void tokenIsObtainedByNameOrAddress() throws Exception {
    post("/auth/signup", ANNA);
    for (String body : List.of("{\"username\": \"anna\", \"password\": \"purple-tractor-91\"}",
        "{\"email\": \"ANNA@example.org\", \"password\": \"purple-tractor-91\"}")) {
      HttpResponse<String> answer = post("/auth/obtain_token", body);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer).properties()).extracting(java.util.Map.Entry::getKey)
          .containsExactlyInAnyOrder("token", "refresh_token", "token_type", "expires_in");
      assertThat(json(answer).get("token_type").asText()).isEqualTo("Bearer");
      assertThat(json(answer).get("expires_in").asInt()).isEqualTo(600);
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
    assertProblem(post("/auth/obtain_token", "{\"password\": \"purple-tractor-91\"}"), 400, "invalid",
        "username:username-or-email");
    assertProblem(post("/auth/obtain_token", "{\"username\": \"a\", \"email\": \"b\", \"password\": \"c\"}"), 400,
        "invalid", "username:username-or-email");
  }

  @Test
  void wrongPasswordsAreRefusedAndThenSlowedDown() throws Exception {
    post("/auth/signup", ANNA);
    String wrong = "{\"username\": \"anna\", \"password\": \"wrong\"}";
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> answer = post("/auth/obtain_token", wrong);
      assertProblem(answer, 401, "bad-credentials");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    }
    HttpResponse<String> slowed = post("/auth/obtain_token",
        "{\"username\": \"anna\", \"password\": \"purple-tractor-91\"}");
    assertProblem(slowed, 429, "too-many-attempts");
    assertThat(slowed.headers().firstValue("Retry-After")).contains("900");
    clock.pass(Duration.ofMinutes(15));
    signIn();
  }

  @Test
  void refreshRotatesAndLateReuseEndsTheSession() throws Exception {
    post("/auth/signup", ANNA);
    JsonNode first = signIn();
    String body = "{\"refresh_token\": \"" + first.get("refresh_token").asText() + "\"}";
    HttpResponse<String> second = post("/auth/refresh_token", body);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(post("/auth/refresh_token", body)).get("refresh_token"))
        .isEqualTo(json(second).get("refresh_token"));
    clock.pass(Duration.ofSeconds(31));
    assertProblem(post("/auth/refresh_token", body), 401, "session-revoked");
    assertProblem(post("/auth/refresh_token", "{\"refresh_token\": \"nonsense\"}"), 401, "bad-refresh-token");
    assertThat(get("/auth/user", json(second).get("token").asText()).statusCode()).isEqualTo(401);
  }

  @Test
  void tokenIsVerifiedWithItsClaims() throws Exception {
    post("/auth/signup", ANNA);
    String token = signIn().get("token").asText();
    HttpResponse<String> answer = post("/auth/verify_token", "{\"token\": \"" + token + "\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("username").asText()).isEqualTo("anna");
    assertThat(json(answer).properties()).extracting(java.util.Map.Entry::getKey).containsExactlyInAnyOrder("iss",
        "aud", "sub", "username", "admin", "sid", "jti", "iat", "exp");
    assertProblem(post("/auth/verify_token", "{\"token\": \"a.b.c\"}"), 401, "bad-token");
    clock.pass(Duration.ofMinutes(11));
    assertProblem(post("/auth/verify_token", "{\"token\": \"" + token + "\"}"), 401, "bad-token");
  }

  @Test
  void logoutEndsTheSessionAtOnce() throws Exception {
    post("/auth/signup", ANNA);
    JsonNode pair = signIn();
    String token = pair.get("token").asText();
    assertThat(send("POST", "/auth/logout", token, "").statusCode()).isEqualTo(204);
    assertProblem(get("/auth/user", token), 401, "unauthorized");
    assertProblem(post("/auth/refresh_token", "{\"refresh_token\": \"" + pair.get("refresh_token").asText() + "\"}"),
        401, "session-revoked");
    assertProblem(send("POST", "/auth/logout", token, ""), 401, "unauthorized");
  }

  @Test
  void profileIsReadAndPatched() throws Exception {
    post("/auth/signup", ANNA);
    String token = signIn().get("token").asText();
    JsonNode patched = json(send("PATCH", "/auth/user", token, """
        {"first_name": "Anna", "time_zone": "Europe/Berlin", "digest_hour": 22, "digest": false}"""));
    assertThat(json(get("/auth/user", token))).isEqualTo(patched);
    assertThat(patched.get("first_name").asText()).isEqualTo("Anna");
    assertThat(patched.get("digest_hour").asInt()).isEqualTo(22);
    JsonNode cleared = json(send("PATCH", "/auth/user", token, """
        {"first_name": null, "time_zone": null, "digest_hour": null, "digest": null}"""));
    assertThat(cleared.get("first_name").asText()).isEmpty();
    assertThat(cleared.get("time_zone").asText()).isEqualTo("UTC");
    assertThat(cleared.get("digest_hour").asInt()).isEqualTo(7);
    assertThat(cleared.get("digest").asBoolean()).isTrue();
    assertProblem(send("PATCH", "/auth/user", token, "{\"username\": \"eve\", \"is_admin\": true}"), 400, "invalid",
        "username:unknown-field", "is_admin:unknown-field");
    assertProblem(send("PATCH", "/auth/user", token, "{\"digest_hour\": 24, \"time_zone\": 3}"), 400, "invalid",
        "digest_hour:out-of-range", "time_zone:wrong-type");
  }

  @Test
  void newAddressNeedsThePassword() throws Exception {
    post("/auth/signup", ANNA);
    String token = signIn().get("token").asText();
    String email = "{\"email\": \"new@example.org\"}";
    assertProblem(send("PATCH", "/auth/user", token, email), 400, "invalid", "password:required");
    assertProblem(send("PATCH", "/auth/user", token, email.replace("}", ", \"password\": \"wrong\"}")), 400,
        "wrong-password", "password:wrong-password");
    JsonNode changed = json(
        send("PATCH", "/auth/user", token, email.replace("}", ", \"password\": \"purple-tractor-91\"}")));
    assertThat(changed.get("email").asText()).isEqualTo("anna@example.org");
    assertThat(changed.get("pending_email").asText()).isEqualTo("new@example.org");
    assertThat(confirmEmail(confirmTokens.getLast()).statusCode()).isEqualTo(204);
    JsonNode confirmed = json(get("/auth/user", token));
    assertThat(confirmed.get("email").asText()).isEqualTo("new@example.org");
    assertThat(confirmed.get("email_confirmed").asBoolean()).isTrue();
    assertThat(confirmed.get("pending_email").isNull()).isTrue();
  }

  @Test
  void addressIsConfirmedOnceWithinADay() throws Exception {
    post("/auth/signup", ANNA);
    String token = signIn().get("token").asText();
    clock.pass(Duration.ofHours(24));
    assertProblem(confirmEmail(confirmTokens.getFirst()), 400, "bad-confirm-token", "token:bad-confirm-token");
    token = signIn().get("token").asText();
    assertThat(send("POST", "/auth/email/resend", token, "").statusCode()).isEqualTo(202);
    assertThat(confirmEmail(confirmTokens.getLast()).statusCode()).isEqualTo(204);
    assertProblem(confirmEmail(confirmTokens.getLast()), 400, "bad-confirm-token", "token:bad-confirm-token");
    assertProblem(confirmEmail("nonsense"), 400, "bad-confirm-token", "token:bad-confirm-token");
    assertProblem(post("/auth/email/confirm", "{}"), 400, "invalid", "token:required");
    assertProblem(send("POST", "/auth/email/resend", token, ""), 409, "nothing-to-confirm");
    assertProblem(send("POST", "/auth/email/resend", "none", ""), 401, "unauthorized");
  }

  @Test
  void mailIsSentAgainThreeTimesAnHour() throws Exception {
    post("/auth/signup", ANNA);
    String token = signIn().get("token").asText();
    for (int i = 0; i < 3; i++)
      assertThat(send("POST", "/auth/email/resend", token, "").statusCode()).isEqualTo(202);
    HttpResponse<String> refused = send("POST", "/auth/email/resend", token, "");
    assertProblem(refused, 429, "too-many-requests");
    assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
    assertThat(confirmTokens).hasSize(4);
    assertProblem(confirmEmail(confirmTokens.get(2)), 400, "bad-confirm-token", "token:bad-confirm-token");
    assertThat(confirmEmail(confirmTokens.getLast()).statusCode()).isEqualTo(204);
  }

  @Test
  void waitingAddressThatBecameSomebodyElsesIsRefused() throws Exception {
    post("/auth/signup", ANNA);
    String token = signIn().get("token").asText();
    send("PATCH", "/auth/user", token, "{\"email\": \"new@example.org\", \"password\": \"purple-tractor-91\"}");
    String confirm = confirmTokens.getLast();
    auth.accounts().createConfirmed(new NewAccount("ben", "New@example.org", "purple-tractor-91"));
    assertProblem(confirmEmail(confirm), 409, "email-taken");
    assertThat(json(get("/auth/user", token)).get("email").asText()).isEqualTo("anna@example.org");
  }

  @Test
  void signUpsOfANetworkAreLimited() throws Exception {
    server.close();
    serve(true, address -> address.isLoopbackAddress());
    for (int i = 0; i < 20; i++)
      assertThat(signUpFrom("203.0.113." + i, "person" + i).statusCode()).isEqualTo(201);
    assertProblem(signUpFrom("203.0.113.99", "person0"), 409, "username-taken");
    HttpResponse<String> refused = signUpFrom("203.0.113.99", "person20");
    assertProblem(refused, 429, "too-many-requests");
    assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
    assertThat(signUpFrom("203.0.114.99", "person20").statusCode()).isEqualTo(201);
    clock.pass(Duration.ofHours(1));
    assertThat(signUpFrom("203.0.113.99", "person21").statusCode()).isEqualTo(201);
  }

  @Test
  void usersAreListedInPages() throws Exception {
    post("/auth/signup", ANNA);
    for (String name : List.of("cleo", "ben", "dora")) {
      auth.accounts().createConfirmed(new NewAccount(name, name + "@example.org", "purple-tractor-91"));
    }
    String token = signIn().get("token").asText();
    HttpResponse<String> first = get("/api/users?limit=3", token);
    assertThat(json(first).get("results")).extracting(user -> user.get("username").asText()).containsExactly("anna",
        "ben", "cleo");
    assertThat(json(first).get("results").get(0).properties()).extracting(java.util.Map.Entry::getKey)
        .containsExactlyInAnyOrder("id", "username", "first_name", "last_name", "time_zone");
    String cursor = json(first).get("next").asText();
    assertThat(first.headers().firstValue("Link"))
        .contains("<https://board.example/api/users?limit=3&cursor=" + cursor + ">; rel=\"next\"");
    JsonNode last = json(get("/api/users?limit=3&cursor=" + cursor, token));
    assertThat(last.get("results")).extracting(user -> user.get("username").asText()).containsExactly("dora");
    assertThat(last.get("next").isNull()).isTrue();
    assertProblem(get("/api/users?limit=0&cursor=!", token), 400, "invalid", "limit:invalid", "cursor:invalid");
    assertProblem(get("/api/users?page=2", token), 400, "invalid", "page:unknown-parameter");
    assertThat(json(get("/api/users/BEN", token)).get("username").asText()).isEqualTo("ben");
    assertProblem(get("/api/users/nobody", token), 404, "not-found");
    assertProblem(get("/api/users", "none"), 401, "unauthorized");
  }

  @Test
  void anybodyCanVerifyTokensWithThePublishedKeys() throws Exception {
    post("/auth/signup", ANNA);
    DecodedJWT token = JWT.decode(signIn().get("token").asText());
    JsonNode key = json(get("/.well-known/jwks.json", "none")).get("keys").get(0);
    assertThat(key.get("kid").asText()).isEqualTo(token.getKeyId());
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPublicKeySpec spec = new ECPublicKeySpec(new ECPoint(number(key, "x"), number(key, "y")),
        curve.getParameterSpec(ECParameterSpec.class));
    ECPublicKey open = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    Algorithm.ECDSA256(open, null).verify(token);
  }

  @Test
  void keysRotateAndNobodyIsLoggedOut() throws Exception {
    post("/auth/signup", ANNA);
    clock.pass(Duration.ofDays(90).minusMinutes(5));
    JsonNode before = signIn();
    clock.pass(Duration.ofMinutes(6)); // another key is made, and signs in an hour
    assertThat(get("/auth/user", before.get("token").asText()).statusCode()).isEqualTo(200);
    assertThat(json(get("/.well-known/jwks.json", "none")).get("keys")).hasSize(2);
    clock.pass(Duration.ofMinutes(58));
    JsonNode last = refresh(before);
    clock.pass(Duration.ofMinutes(3));
    JsonNode next = refresh(last);
    assertThat(kid(last)).isEqualTo(kid(before)).isNotEqualTo(kid(next));
    for (JsonNode pair : List.of(last, next))
      assertThat(get("/auth/user", pair.get("token").asText()).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofDays(2));
    assertThat(get("/auth/user", refresh(next).get("token").asText()).statusCode()).isEqualTo(200);
  }

  @Test
  void resetTokenIsGoodForAnHourAndForOneUse() throws Exception {
    post("/auth/signup", ANNA);
    String ask = "{\"email\": \"ANNA@example.org\"}";
    assertThat(post("/auth/password/reset", ask).statusCode()).isEqualTo(202);
    clock.pass(Duration.ofMinutes(60));
    assertThat(post("/auth/password/reset", ask).statusCode()).isEqualTo(202);
    assertProblem(confirm(resetTokens.getFirst()), 400, "bad-reset-token", "token:bad-reset-token");
    clock.pass(Duration.ofMinutes(59));
    assertThat(confirm(resetTokens.getLast()).statusCode()).isEqualTo(204);
    assertProblem(confirm(resetTokens.getLast()), 400, "bad-reset-token", "token:bad-reset-token");
  }

  @Test
  void ownerIsNotLockedOutByGuessesFromElsewhere() throws Exception {
    server.close();
    serve(true, address -> address.isLoopbackAddress());
    post("/auth/signup", ANNA);
    String wrong = "{\"username\": \"anna\", \"password\": \"wrong\"}";
    for (int i = 0; i < 6; i++) {
      HttpResponse<String> guess = from("203.0.113.66", wrong);
      assertThat(guess.statusCode()).isEqualTo(i < 5 ? 401 : 429);
    }
    assertThat(from("203.0.113.66", RIGHT).statusCode()).isEqualTo(429);
    assertThat(from("198.51.100.7", RIGHT).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(15));
    assertThat(from("203.0.113.66", RIGHT).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> confirmEmail(String token) throws Exception {
    return post("/auth/email/confirm", "{\"token\": \"" + token + "\"}");
  }

  private HttpResponse<String> signUpFrom(String address, String name) throws Exception {
    return from("/auth/signup", address, ANNA.toLowerCase().replace("anna", name));
  }

  private HttpResponse<String> from(String address, String body) throws Exception {
    return from("/auth/obtain_token", address, body);
  }

  private HttpResponse<String> from(String path, String address, String body) throws Exception {
    return described(request(path).header("X-Forwarded-For", address)
        .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)), body);
  }

  private JsonNode refresh(JsonNode pair) throws Exception {
    HttpResponse<String> answer = post("/auth/refresh_token",
        "{\"refresh_token\": \"" + pair.get("refresh_token").asText() + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  @Test
  void cookieOverTlsIsBoundToThisHostAndDiesWithItsSession() throws Exception {
    post("/auth/signup", ANNA);
    String asked = "{\"username\": \"anna\", \"password\": \"purple-tractor-91\", \"session\": \"cookie\"}";
    HttpResponse<String> signedIn = post("/auth/obtain_token", asked);
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).matches("__Host-corkboard=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict;"
        + " Secure");
    assertThat(refreshed(cookie).statusCode()).isEqualTo(200);
    clock.pass(Duration.ofSeconds(31));
    HttpResponse<String> reused = refreshed(cookie);
    assertThat(json(reused).get("code").asText()).isEqualTo("session-revoked");
    assertThat(reused.headers().firstValue("Set-Cookie"))
        .contains("__Host-corkboard=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
  }

  @Test
  void invitedPeopleSignUpWhereItIsClosed() throws Exception {
    assertThat(auth.accounts().createAdmin(new NewAccount("root", "root@example.org", "purple-tractor-91")))
        .isInstanceOf(Result.Done.class);
    auth.invitations().invite("anna@example.org", false, new Username("root"));
    server.close();
    serve(false);
    assertThat(json(post("/auth/signup", ANNA)).get("code").asText()).isEqualTo("signup-closed");
    String body = ANNA.replace("}", ", \"invitation\": \"" + invitationTokens.getFirst() + "\"}");
    clock.pass(Duration.ofDays(7));
    assertThat(json(post("/auth/signup", body)).get("code").asText()).isEqualTo("bad-invitation");
    clock.pass(Duration.ofSeconds(-1));
    assertThat(post("/auth/signup", body).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> refreshed(String cookie) throws Exception {
    return described(request("/auth/refresh_token").header("Cookie", cookie.split(";")[0])
        .header("Origin", PUBLIC.toString()).POST(BodyPublishers.noBody()), "");
  }

  private HttpResponse<String> confirm(String token) throws Exception {
    return post("/auth/password/reset/confirm",
        "{\"token\": \"" + token + "\", \"new_password\": \"green-harvester-7\"}");
  }

  private static String kid(JsonNode pair) {
    return JWT.decode(pair.get("token").asText()).getKeyId();
  }

  private static BigInteger number(JsonNode key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.get(name).asText()));
  }

  private void serve(boolean signupOpen) throws Exception {
    serve(signupOpen, address -> false);
  }

  private void serve(boolean signupOpen, Predicate<InetAddress> trusted) throws Exception {
    AuthRoutes routes = new AuthRoutes(auth, signupOpen, PUBLIC, List.of());
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, 1 << 20, PUBLIC, List.of());
    server = new HttpServer(system, settings, routes.endpoints(), routes.authenticator(),
        new Addresses(trusted), new Requests(new SimpleMeterRegistry()), clock);
    base = "http://127.0.0.1:" + server.start();
  }

  private JsonNode signIn() throws Exception {
    HttpResponse<String> answer = post("/auth/obtain_token",
        "{\"username\": \"anna\", \"password\": \"purple-tractor-91\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return described(request(path).header("Authorization", "Bearer " + token), "");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send("POST", path, "none", body);
  }

  private HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
    HttpRequest.Builder request = request(path).header("Authorization", "JWT " + token);
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    return described(
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)), body);
  }

  /** The answer, which is as docs/api/openapi.yaml says. */
  private HttpResponse<String> described(HttpRequest.Builder request, String body) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    ApiDescription.packed().check(answer, Optional.of(body).filter(text -> !text.isEmpty()));
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Json.mapper().readTree(answer.body());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code, String... fields)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).get("code").asText()).isEqualTo(code);
    List<String> errors = json(answer).path("errors").valueStream()
        .map(error -> error.get("field").asText() + ":" + error.get("code").asText()).toList();
    assertThat(errors).containsExactly(fields);
  }
}
