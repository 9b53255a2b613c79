package dev.corkboard.service.http;

import static dev.corkboard.service.http.BodyFields.given;
import static dev.corkboard.service.http.Right.ADMIN;

import dev.corkboard.service.auth.Auth;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/** What administrators see of all accounts, and decide about them. */
final class AdminUserRoutes {
  private static final String USERS = "/api/admin/users";
  private static final Shape STANDING = Shape.of()
      .optional("isActive", Reader.bool())
      .optional("isAdmin", Reader.bool());

  private final Auth auth;
  private final KeyPages pages;

  AdminUserRoutes(Auth auth, URI publicUrl) {
    this.auth = auth;
    this.pages = new KeyPages(publicUrl);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(USERS, ADMIN, this::users).taking("limit", "cursor", "count"),
        Endpoint.patch(USERS + "/{username}", ADMIN, this::change));
  }

  private Answer users(Call call) {
    return pages.list(call, USERS, auth.accounts()::all, () -> OptionalLong.of(auth.accounts().count(true)),
        account -> account.username().value(), Profile::of);
  }

  private Answer change(Call call) {
    return STANDING.partial(call).then(body -> Refusals.then(
        auth.profiles().setStanding(call.variable(0), given(body, "isActive"), given(body, "isAdmin")),
        account -> Answer.ok(Profile.of(account))));
  }
}
