package dev.corkboard.service.http;

import static dev.corkboard.service.http.BodyFields.text;
import static dev.corkboard.service.http.Right.OPEN;
import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.service.auth.Auth;
import java.util.List;

/** New passwords: for those who know the old one, and for those who read their mail. */
final class PasswordRoutes {
  private static final Shape CHANGE = Shape.of()
      .required("oldPassword", Reader.string())
      .required("newPassword", Reader.string());
  private static final Shape RESET = Shape.of().required("email", Reader.string());
  private static final Shape CONFIRM = Shape.of()
      .required("token", Reader.string())
      .required("newPassword", Reader.string());

  private final Auth auth;

  PasswordRoutes(Auth auth) {
    this.auth = auth;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/auth/password/change", SIGNED_IN, this::change),
        Endpoint.post("/auth/password/reset", OPEN, this::reset),
        Endpoint.post("/auth/password/reset/confirm", OPEN, this::confirm));
  }

  private Answer change(Call call) {
    Principal me = call.principal();
    return CHANGE.whole(call).then(body -> Refusals.then(
        auth.passwordChanges().change(me.userId(), me.sessionId(), text(body, "oldPassword"),
            text(body, "newPassword"), call.address()),
        account -> Answer.noContent()));
  }

  private Answer reset(Call call) {
    return RESET.whole(call).then(body -> Refusals.then(
        auth.passwordResets().request(text(body, "email"), call.address()), asked -> Answer.status(202)));
  }

  private Answer confirm(Call call) {
    return CONFIRM.whole(call).then(body -> Refusals.then(
        auth.passwordResets().confirm(text(body, "token"), text(body, "newPassword"), call.address()),
        account -> Answer.noContent()));
  }
}
