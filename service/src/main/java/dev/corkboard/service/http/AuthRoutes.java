package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import dev.corkboard.domain.Username;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.DigestLinks;
import dev.corkboard.service.auth.SignedIn;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Accounts, sessions, passwords and keys over HTTP, put together; and who sends a token. */
public final class AuthRoutes {
  private final Auth auth;
  private final boolean signupOpen;
  private final URI publicUrl;
  private final List<String> corsOrigins;

  public AuthRoutes(Auth auth, boolean signupOpen, URI publicUrl, List<String> corsOrigins) {
    this.auth = auth;
    this.signupOpen = signupOpen;
    this.publicUrl = publicUrl;
    this.corsOrigins = List.copyOf(corsOrigins);
  }

  public List<Endpoint> endpoints() {
    return Stream.of(
        new AccountRoutes(auth, signupOpen, publicUrl).endpoints(),
        new SessionRoutes(auth, publicUrl, corsOrigins).endpoints(),
        new PasswordRoutes(auth).endpoints(),
        new EmailRoutes(auth).endpoints(),
        new AdminUserRoutes(auth, publicUrl).endpoints(),
        new InvitationRoutes(auth, publicUrl).endpoints(),
        new DigestLinkRoutes(() -> auth.digestLinks()).endpoints(),
        List.of(Endpoint.get("/.well-known/jwks.json", OPEN, call -> Answer.ok(auth.keys().jwks()))))
        .flatMap(List::stream).toList();
  }

  /** Where somebody's digest can be switched off without signing in. */
  public static String digestLink(URI publicUrl, DigestLinks links, Username username) {
    return DigestLinkRoutes.url(publicUrl, links, username);
  }

  /** For all endpoints. */
  public Authenticator authenticator() {
    return token -> auth.authentication().of(token).map(AuthRoutes::principal);
  }

  private static Principal principal(SignedIn me) {
    Account account = me.account();
    return new Principal(account.id(), account.username(), account.isAdmin(), me.sessionId(), account.zone());
  }
}
