package dev.corkboard.service.http;

import static dev.corkboard.service.http.BodyFields.given;
import static dev.corkboard.service.http.BodyFields.text;
import static dev.corkboard.service.http.Right.OPEN;
import static dev.corkboard.service.http.Right.SIGNED_IN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.text.WordQuery;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.auth.ProfileChange;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Making an account, one's own profile, and what everybody may know of the others. */
final class AccountRoutes {
  private static final String USERS = "/api/users";
  private static final Shape SIGN_UP = Shape.of()
      .required("username", Reader.string())
      .required("email", Reader.string())
      .required("password", Reader.string())
      .clearable("firstName", Reader.normal(), "")
      .clearable("lastName", Reader.normal(), "")
      .clearable("timeZone", Reader.string(), "UTC")
      .optional("invitation", Reader.string());
  private static final Shape PROFILE = Shape.of()
      .clearable("firstName", Reader.normal(), "")
      .clearable("lastName", Reader.normal(), "")
      .clearable("timeZone", Reader.string(), "UTC")
      .clearable("digestHour", Reader.integer(0, 23), 7)
      .clearable("digest", Reader.bool(), true)
      .optional("email", Reader.string())
      .optional("password", Reader.string())
      .clearable("preferences", PreferencesReader.patch(), NullNode.instance);

  private final Auth auth;
  private final boolean signupOpen;
  private final URI publicUrl;
  private final KeyPages pages;
  private final SlowReads searches = new SlowReads();

  AccountRoutes(Auth auth, boolean signupOpen, URI publicUrl) {
    this.auth = auth;
    this.signupOpen = signupOpen;
    this.publicUrl = publicUrl;
    this.pages = new KeyPages(publicUrl);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/auth/signup", OPEN, this::signUp),
        Endpoint.get("/auth/user", SIGNED_IN, this::profile),
        Endpoint.patch("/auth/user", SIGNED_IN, this::changeProfile),
        Endpoint.get(USERS, SIGNED_IN, this::users).taking("q", "limit", "cursor", "count"),
        Endpoint.get(USERS + "/{username}", SIGNED_IN, this::user));
  }

  private Answer signUp(Call call) {
    if (!signupOpen && !isInvited(call)) {
      return Problem.of(403, "signup-closed", "An administrator makes the accounts here.").answer();
    }
    return SIGN_UP.whole(call).then(body -> {
      Optional<String> invitation = given(body, "invitation");
      NewAccount wanted = new NewAccount(text(body, "username"), text(body, "email"), text(body, "password"),
          text(body, "firstName"), text(body, "lastName"), text(body, "timeZone"));
      return Refusals.then(invitation.map(token -> auth.accounts().signUpInvited(wanted, token, call.address()))
          .orElseGet(() -> auth.accounts().signUp(wanted, call.address())),
          account -> Answer.created(publicUrl + USERS + "/" + account.username(), Json.bytes(own(account))));
    });
  }

  private static boolean isInvited(Call call) {
    return call.json() instanceof Parsed.Good<JsonNode>(JsonNode body) && body.has("invitation");
  }

  private Profile.Own own(Account account) {
    return Profile.Own.of(account, auth.profiles().preferences(account.id()));
  }

  private Answer profile(Call call) {
    return Answer.ok(own(auth.accounts().byId(call.principal().userId()).orElseThrow()));
  }

  private Answer changeProfile(Call call) {
    return PROFILE.partial(call).then(body -> {
      ProfileChange change = new ProfileChange(given(body, "firstName"), given(body, "lastName"),
          given(body, "timeZone"), given(body, "digestHour"), given(body, "digest"), given(body, "email"),
          given(body, "password"), given(body, "preferences"));
      return Refusals.then(auth.profiles().change(call.principal().userId(), change, call.address()),
          account -> Answer.ok(own(account)));
    });
  }

  private Answer users(Call call) {
    Optional<WordQuery> words = call.query().search("q").map(WordQuery::of);
    if (words.isEmpty()) return users(call, auth.accounts()::active, () -> auth.accounts().count(false));
    return searches.read(call.principal().username().value(), () -> users(call,
        (after, limit) -> auth.accounts().active(words.get(), after, limit),
        () -> auth.accounts().count(words.get())));
  }

  private Answer users(Call call, KeyPages.Lister<Account> accounts, LongSupplier total) {
    return pages.list(call, USERS, accounts, () -> OptionalLong.of(total.getAsLong()),
        account -> account.username().value(), Profile.Public::of);
  }

  /** Inactive ones too: posts and tasks go on naming them. */
  private Answer user(Call call) {
    return auth.accounts().byUsername(call.variable(0)).map(account -> Answer.ok(Profile.Public.of(account)))
        .orElseGet(() -> Problem.notFound().answer());
  }
}
