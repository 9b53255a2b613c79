package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;
import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.Client;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.auth.ProfileChange;
import dev.corkboard.service.auth.SignedIn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts, sessions and tokens over HTTP. */
public final class AuthRoutes {
  private static final String USERS = "/api/users";
  private static final Shape SIGN_UP = Shape.of()
      .required("username", Reader.string())
      .required("email", Reader.string())
      .required("password", Reader.string())
      .clearable("firstName", Reader.string(), "")
      .clearable("lastName", Reader.string(), "")
      .clearable("timeZone", Reader.string(), "UTC");
  private static final Shape CREDENTIALS = Shape.of()
      .optional("username", Reader.string())
      .optional("email", Reader.string())
      .required("password", Reader.string());
  private static final Shape REFRESH = Shape.of().required("refreshToken", Reader.string());
  private static final Shape TOKEN = Shape.of().required("token", Reader.string());
  private static final Shape PROFILE = Shape.of()
      .clearable("firstName", Reader.string(), "")
      .clearable("lastName", Reader.string(), "")
      .clearable("timeZone", Reader.string(), "UTC")
      .clearable("digestHour", Reader.integer(0, 23), 7)
      .clearable("digest", Reader.bool(), true)
      .optional("email", Reader.string())
      .optional("password", Reader.string());

  private final Auth auth;
  private final boolean signupOpen;
  private final URI publicUrl;
  private final KeyPages pages;

  public AuthRoutes(Auth auth, boolean signupOpen, URI publicUrl) {
    this.auth = auth;
    this.signupOpen = signupOpen;
    this.publicUrl = publicUrl;
    this.pages = new KeyPages(publicUrl);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/auth/signup", OPEN, this::signUp),
        Endpoint.post("/auth/obtain_token", OPEN, this::obtainToken),
        Endpoint.post("/auth/refresh_token", OPEN, this::refreshToken),
        Endpoint.post("/auth/verify_token", OPEN, this::verifyToken),
        Endpoint.post("/auth/logout", SIGNED_IN, this::logout),
        Endpoint.get("/auth/user", SIGNED_IN, this::profile),
        Endpoint.patch("/auth/user", SIGNED_IN, this::changeProfile),
        Endpoint.get(USERS, SIGNED_IN, this::users).taking("limit", "cursor"),
        Endpoint.get(USERS + "/{username}", SIGNED_IN, this::user),
        Endpoint.get("/.well-known/jwks.json", OPEN, call -> Answer.ok(auth.keys().jwks())));
  }

  /** Who sends a token, for all endpoints. */
  public Authenticator authenticator() {
    return token -> auth.authentication().of(token).map(AuthRoutes::principal);
  }

  private static Principal principal(SignedIn me) {
    Account account = me.account();
    return new Principal(account.id(), account.username(), account.isAdmin(), me.sessionId(), account.zone());
  }

  private Answer signUp(Call call) {
    if (!signupOpen) return Problem.of(403, "signup-closed", "An administrator makes the accounts here.").answer();
    return SIGN_UP.whole(call).then(body -> {
      NewAccount wanted = new NewAccount(text(body, "username"), text(body, "email"), text(body, "password"),
          text(body, "firstName"), text(body, "lastName"), text(body, "timeZone"));
      return Refusals.then(auth.accounts().signUp(wanted),
          account -> Answer.created(publicUrl + USERS + "/" + account.username(), Json.bytes(Profile.of(account))));
    });
  }

  private Answer obtainToken(Call call) {
    return CREDENTIALS.whole(call).then(body -> {
      if (body.containsKey("username") == body.containsKey("email")) {
        return Problem.invalid("username", "username-or-email", "Give either username or email.").answer();
      }
      String password = text(body, "password");
      return Refusals.then(body.containsKey("username")
          ? auth.signIn().withUsername(text(body, "username"), password, client(call))
          : auth.signIn().withEmail(text(body, "email"), password, client(call)), Answer::ok);
    });
  }

  private Answer refreshToken(Call call) {
    return REFRESH.whole(call)
        .then(body -> Refusals.then(auth.signIn().refresh(text(body, "refreshToken"), client(call)), Answer::ok));
  }

  private Answer verifyToken(Call call) {
    return TOKEN.whole(call).then(body -> auth.authentication().claims(text(body, "token")).map(Answer::ok)
        .orElseGet(() -> Problem.unauthorized("bad-token", "The token is not ours, over or revoked.").answer()));
  }

  private Answer logout(Call call) {
    auth.signIn().out(call.principal().userId(), call.principal().sessionId());
    return Answer.noContent();
  }

  private Answer profile(Call call) {
    return Answer.ok(Profile.of(auth.accounts().byId(call.principal().userId()).orElseThrow()));
  }

  private Answer changeProfile(Call call) {
    return PROFILE.partial(call).then(body -> {
      ProfileChange change = new ProfileChange(given(body, "firstName"), given(body, "lastName"),
          given(body, "timeZone"), given(body, "digestHour"), given(body, "digest"), given(body, "email"),
          given(body, "password"));
      return Refusals.then(auth.profiles().change(call.principal().userId(), change, call.address()),
          account -> Answer.ok(Profile.of(account)));
    });
  }

  private Answer users(Call call) {
    return pages.list(call, USERS, auth.accounts()::active, account -> account.username().value(),
        Profile.Public::of);
  }

  private Answer user(Call call) {
    return auth.accounts().byUsername(call.variable(0)).map(account -> Answer.ok(Profile.Public.of(account)))
        .orElseGet(() -> Problem.notFound().answer());
  }

  private static Client client(Call call) {
    return new Client(call.address(), call.header("User-Agent").orElse(""));
  }

  private static String text(Map<String, Object> body, String field) {
    return (String) body.get(field);
  }

  /** The shape has checked the type of each field. */
  @SuppressWarnings("unchecked")
  private static <T> Optional<T> given(Map<String, Object> body, String field) {
    return Optional.ofNullable((T) body.get(field));
  }
}
