package dev.corkboard.service.http;

import static dev.corkboard.service.http.BodyFields.text;
import static dev.corkboard.service.http.Right.ADMIN;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.Invitation;
import dev.corkboard.service.id.Ids;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Administrators invite people by mail, see who has not come yet, and take invitations back. */
final class InvitationRoutes {
  private static final String PATH = "/api/admin/invitations";
  private static final Shape INVITATION = Shape.of()
      .required("email", Reader.string())
      .defaulted("isAdmin", Reader.bool(), false);

  /** An invitation as administrators see it; its token is in the mail alone. */
  private record Shown(String id, String email, @JsonProperty("is_admin") boolean admin, Username invitedBy,
      Instant createdAt, Instant expiresAt) {
    static Shown of(Invitation it) {
      return new Shown(it.id(), it.email(), it.isAdmin(), it.invitedBy(), it.createdAt(), it.expiresAt());
    }
  }

  private final Auth auth;
  private final KeyPages pages;

  InvitationRoutes(Auth auth, URI publicUrl) {
    this.auth = auth;
    this.pages = new KeyPages(publicUrl);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, ADMIN, this::list).taking("limit", "cursor", "count"),
        Endpoint.post(PATH, ADMIN, this::invite),
        Endpoint.delete(PATH + "/{id}", ADMIN, this::takeBack));
  }

  private Answer list(Call call) {
    return pages.list(call, PATH, auth.invitations()::waiting,
        () -> OptionalLong.of(auth.invitations().count()), Invitation::id, Shown::of);
  }

  private Answer invite(Call call) {
    return INVITATION.whole(call).then(body -> Refusals.then(
        auth.invitations().invite(text(body, "email"), (boolean) body.get("isAdmin"), call.principal().username()),
        invitation -> Answer.json(201, Json.bytes(Shown.of(invitation)))));
  }

  private Answer takeBack(Call call) {
    String id = call.variable(0);
    return Ids.isId(id) && auth.invitations().takeBack(id) ? Answer.noContent() : Problem.notFound().answer();
  }
}
