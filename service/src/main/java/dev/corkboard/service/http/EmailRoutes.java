package dev.corkboard.service.http;

import static dev.corkboard.service.http.BodyFields.text;
import static dev.corkboard.service.http.Right.OPEN;
import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.service.auth.Auth;
import java.util.List;

/** Addresses are confirmed with the token of a mail; whoever lost the mail has another sent. */
final class EmailRoutes {
  private static final Shape CONFIRM = Shape.of().required("token", Reader.string());

  private final Auth auth;

  EmailRoutes(Auth auth) {
    this.auth = auth;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/auth/email/confirm", OPEN, this::confirm),
        Endpoint.post("/auth/email/resend", SIGNED_IN, this::resend));
  }

  private Answer confirm(Call call) {
    return CONFIRM.whole(call).then(body -> Refusals.then(
        auth.emailConfirmations().confirm(text(body, "token")), account -> Answer.noContent()));
  }

  private Answer resend(Call call) {
    return Shape.nothing(call).then(nothing -> Refusals.then(
        auth.emailConfirmations().resend(call.principal().userId()), account -> Answer.status(202)));
  }
}
