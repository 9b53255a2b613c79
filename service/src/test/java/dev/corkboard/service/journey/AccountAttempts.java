package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.journey.Attempts.Attempt;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The attempts at calls that are about accounts and sessions. What a call would spoil is made for it. */
final class AccountAttempts {
  private static final String SIGN_UP = """
      {"username": "%1$s", "email": "%1$s@example.org", "password": "%2$s"}""";
  private static final String SIGN_IN = """
      {"username": "%s", "password": "%s"}""";
  private static final String CHANGE = """
      {"old_password": "%s", "new_password": "green-harvester-7"}""";
  private static final String CONFIRM = """
      {"token": "%s", "new_password": "green-harvester-7"}""";
  private static final Pattern RESET_TOKEN = Pattern.compile("(?<=/reset\\?token=)[A-Za-z0-9_-]+");
  private static final Pattern CONFIRM_TOKEN = Pattern.compile("(?<=/confirm\\?token=)[A-Za-z0-9_-]+");
  private static final Duration LONGEST_MAIL = Duration.ofSeconds(30);

  private final Map<String, Attempt> attempts = new TreeMap<>();

  AccountAttempts() {
    plain("POST /auth/signup",
        person -> person.client().post("/auth/signup", SIGN_UP.formatted(Person.newName(), Team.PASSWORD)));
    plain("POST /auth/obtain_token", person -> person.client().post("/auth/obtain_token", credentials()));
    on("POST /auth/refresh_token", () -> tokens().text("refresh_token"),
        (person, token) -> person.client().post("/auth/refresh_token", "{\"refresh_token\": \"" + token + "\"}"));
    on("POST /auth/verify_token", () -> tokens().text("token"),
        (person, token) -> person.client().post("/auth/verify_token", "{\"token\": \"" + token + "\"}"));
    plain("POST /auth/logout", person -> person.session().send("POST", "/auth/logout"));
    plain("GET /auth/sessions", person -> person.client().get("/auth/sessions"));
    on("DELETE /auth/sessions/{id}", AccountAttempts::session,
        (person, id) -> person.client().delete("/auth/sessions/" + id));
    plain("GET /auth/user", person -> person.client().get("/auth/user"));
    plain("PATCH /auth/user", person -> person.client().patch("/auth/user", "{\"first_name\": \"A\"}"));
    plain("GET /auth/digest/{link}", person -> person.client().get(BOARD.digestLink(Person.AUTHOR.username())));
    on("POST /auth/digest/{link}", AccountAttempts::newcomer,
        (person, name) -> person.client().send("POST", BOARD.digestLink(name)));
    plain("GET /api/users", person -> person.client().get("/api/users"));
    plain("GET /api/users/{username}", person -> person.client().get("/api/users/" + Person.AUTHOR.username()));
    plain("GET /api/admin/users", person -> person.client().get("/api/admin/users"));
    on("PATCH /api/admin/users/{username}", AccountAttempts::newcomer,
        (person, name) -> person.client().patch("/api/admin/users/" + name, "{\"is_active\": false}"));
    passwords();
    addresses();
    invitations();
  }

  private void invitations() {
    plain("GET /api/admin/invitations", person -> person.client().get("/api/admin/invitations"));
    plain("POST /api/admin/invitations",
        person -> person.client().post("/api/admin/invitations", address(Person.newName())));
    on("DELETE /api/admin/invitations/{id}",
        () -> ROOT.post("/api/admin/invitations", address(Person.newName())).is(201).id(),
        (person, id) -> person.client().delete("/api/admin/invitations/" + id));
  }

  private void addresses() {
    on("POST /auth/email/confirm", () -> mailedTo(newcomer(), CONFIRM_TOKEN),
        (person, token) -> person.client().post("/auth/email/confirm", "{\"token\": \"" + token + "\"}"));
    byOwnAccount("POST /auth/email/resend", own -> own.send("POST", "/auth/email/resend"));
  }

  /** Of somebody new, with the person's rights. */
  private void byOwnAccount(String call, Function<Client, Reply> attempt) {
    attempts.put(call, person -> {
      if (person == Person.NOBODY) return () -> attempt.apply(NOBODY);
      String name = newcomer();
      setAdmin(name, person == Person.ADMIN);
      Client own = Team.signIn(name);
      return () -> {
        Reply reply = attempt.apply(own);
        setAdmin(name, false);
        return reply;
      };
    });
  }

  private void passwords() {
    byOwnAccount("POST /auth/password/change", AccountAttempts::change);
    on("POST /auth/password/reset", AccountAttempts::newcomer,
        (person, name) -> person.client().post("/auth/password/reset", address(name)));
    on("POST /auth/password/reset/confirm", AccountAttempts::resetToken,
        (person, token) -> person.client().post("/auth/password/reset/confirm", CONFIRM.formatted(token)));
  }

  Map<String, Attempt> byCall() {
    return attempts;
  }

  private static Reply change(Client own) {
    return own.post("/auth/password/change", CHANGE.formatted(Team.PASSWORD));
  }

  private static void setAdmin(String name, boolean admin) {
    ROOT.patch("/api/admin/users/" + name, "{\"is_admin\": " + admin + "}").is(200);
  }

  private static String newcomer() {
    String name = Person.newName();
    NOBODY.post("/auth/signup", SIGN_UP.formatted(name, Team.PASSWORD)).is(201);
    return name;
  }

  /** Another one of the author's sessions than the author calls in. */
  private static String session() {
    return NOBODY.as(tokens().text("token")).get("/auth/sessions").is(200).results().stream()
        .filter(session -> session.get("current").asBoolean()).findFirst().orElseThrow().get("id").asText();
  }

  private static String resetToken() {
    String name = newcomer();
    NOBODY.post("/auth/password/reset", address(name)).is(202);
    return mailedTo(name, RESET_TOKEN);
  }

  private static String mailedTo(String name, Pattern token) {
    return await().atMost(LONGEST_MAIL).until(() -> mailed(name, token), text -> !text.isEmpty());
  }

  private static String mailed(String name, Pattern token) throws Exception {
    return BOARD.mails().stream().filter(mail -> mail.to().contains(name + "@example.org"))
        .flatMap(mail -> token.matcher(mail.text()).results()).map(MatchResult::group).findFirst().orElse("");
  }

  private static String address(String name) {
    return "{\"email\": \"" + name + "@example.org\"}";
  }

  private static String credentials() {
    Person.AUTHOR.client();
    return SIGN_IN.formatted(Person.AUTHOR.username(), Team.PASSWORD);
  }

  private static Reply tokens() {
    return NOBODY.post("/auth/obtain_token", credentials()).is(200);
  }

  private void plain(String call, Function<Person, Reply> attempt) {
    attempts.put(call, person -> () -> attempt.apply(person));
  }

  private void on(String call, Supplier<String> ready, BiFunction<Person, String, Reply> attempt) {
    attempts.put(call, person -> {
      String made = ready.get();
      return () -> attempt.apply(person, made);
    });
  }
}
