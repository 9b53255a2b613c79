package dev.corkboard.service.http;

import java.util.Optional;

/** Tells who an access token belongs to; empty for a token that is bad, expired or revoked. */
public interface Authenticator {
  Optional<Principal> authenticate(String token);
}
