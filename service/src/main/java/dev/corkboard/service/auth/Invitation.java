package dev.corkboard.service.auth;

import dev.corkboard.domain.Username;
import java.time.Instant;

/** The right to sign up with an address, given by an administrator. */
public record Invitation(String id, String email, boolean isAdmin, Username invitedBy, Instant createdAt,
    Instant expiresAt) {}
