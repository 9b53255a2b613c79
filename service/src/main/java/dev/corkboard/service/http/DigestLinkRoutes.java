package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import dev.corkboard.readmodel.query.Packed;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.DigestLinks;
import dev.corkboard.service.auth.Refusal;
import dev.corkboard.service.auth.Result;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The link of each digest, by which it is switched off without signing in: by mail programs with one click (RFC 8058),
 * by people on a page. Looking at the page changes nothing, since mail scanners look at every link.
 */
final class DigestLinkRoutes {
  private static final String PATH = "/auth/digest/";
  private static final String HTML = "text/html";
  private static final String UTF8 = "; charset=utf-8";
  private static final List<String> TYPES = List.of(HTML, Answer.JSON);
  private static final String ONE_CLICK = "List-Unsubscribe";
  private static final String SWITCH = "digest";

  private record Shown(String username, boolean digest) {}

  /** Made only where the calls are answered, not where they are listed. */
  private final Supplier<DigestLinks> links;

  DigestLinkRoutes(Supplier<DigestLinks> links) {
    this.links = links;
  }

  static String url(URI publicUrl, DigestLinks links, Username username) {
    return publicUrl + PATH + links.of(username);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH + "{link}", OPEN, this::show).producing(HTML, Answer.JSON),
        Endpoint.post(PATH + "{link}", OPEN, this::change).producing(HTML, Answer.JSON).takingForms());
  }

  private Answer show(Call call) {
    return links.get().owner(call.variable(0)).map(owner -> page(call, owner)).orElseGet(() -> noSuchLink(call));
  }

  private Answer change(Call call) {
    Optional<Boolean> wanted = wanted(call);
    if (wanted.isEmpty()) {
      return Problem.invalid(SWITCH, "invalid", "Must be on or off; or List-Unsubscribe=One-Click, which is off.")
          .answer();
    }
    Result<Account> changed = links.get().set(call.variable(0), wanted.get(), call.address());
    if (changed instanceof Result.Refused<Account>(Refusal.UnknownUser unknown)) return noSuchLink(call);
    return Refusals.then(changed, owner -> page(call, owner));
  }

  /** Off is what the link is for, so a form without anything means that. */
  private static Optional<Boolean> wanted(Call call) {
    if (call.body().length == 0) return Optional.of(false);
    return Form.first(call, Set.of(ONE_CLICK, SWITCH)).flatMap(field -> switch (field) {
      case ONE_CLICK + "=One-Click", SWITCH + "=off" -> Optional.of(false);
      case SWITCH + "=on" -> Optional.of(true);
      default -> Optional.empty();
    });
  }

  private static Answer page(Call call, Account owner) {
    String name = owner.username().value();
    if (chosen(call).equals(Optional.of(Answer.JSON))) {
      return Answer.json(200, Json.bytes(new Shown(name, owner.digest())));
    }
    return html(200, owner.digest() ? DigestPage.on(name) : DigestPage.off(name));
  }

  /** A person gets a page, a program a problem. */
  private static Answer noSuchLink(Call call) {
    boolean person = call.headers("accept").stream().anyMatch(range -> range.startsWith(HTML));
    return person ? html(404, DigestPage.noSuchLink()) : Problem.notFound().answer();
  }

  private static Answer html(int status, byte[] page) {
    return new Answer.Content(status, HTML + UTF8, new Packed(page), List.of()).with("Content-Security-Policy",
        DigestPage.POLICY);
  }

  private static Optional<String> chosen(Call call) {
    return MediaTypes.chosen(call.headers("accept"), TYPES);
  }
}
