package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.ADMIN;

import dev.corkboard.service.mail.DeadMail;
import dev.corkboard.service.mail.DeadMails;
import java.net.URI;
import java.util.List;

/** Shows administrators the mails that were given up, and has them tried again or thrown away. */
public final class DeadMailRoutes {
  private static final String PATH = "/api/admin/mails/dead";
  /** What one call does in good time. */
  private static final int MOST = 1_000;

  private final DeadMails mails;
  private final KeyPages pages;

  public DeadMailRoutes(DeadMails mails, URI publicUrl) {
    this.mails = mails;
    this.pages = new KeyPages(publicUrl);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, ADMIN, this::list).taking("limit", "cursor"),
        Endpoint.post(PATH + "/retry", ADMIN,
            call -> Shape.nothing(call).then(nothing -> Answer.ok(mails.retryAll(MOST)))),
        Endpoint.post(PATH + "/{id}/retry", ADMIN, this::retry),
        Endpoint.delete(PATH + "/{id}", ADMIN, this::discard));
  }

  private Answer list(Call call) {
    return pages.list(call, PATH, mails::list, DeadMail::position, mail -> mail);
  }

  private Answer retry(Call call) {
    return Shape.nothing(call).then(nothing -> retry(call.variable(0)));
  }

  private Answer retry(String id) {
    return switch (mails.retry(id)) {
      case ACCEPTED -> Answer.status(202);
      case UNKNOWN -> Problem.notFound().answer();
      case IMPOSSIBLE -> Problem.of(409, "mail-not-retryable",
          "Its message was not kept because of its secret, or is still none of ours.").answer();
    };
  }

  private Answer discard(Call call) {
    return mails.discard(call.variable(0)) ? Answer.noContent() : Problem.notFound().answer();
  }
}
