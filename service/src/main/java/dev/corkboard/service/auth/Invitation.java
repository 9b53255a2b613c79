package dev.corkboard.service.auth;

import dev.corkboard.domain.Username;
import java.time.Instant;

/** Somebody who may make an account with this address, as whom an administrator wants to see them. */
public record Invitation(String id, String email, boolean isAdmin, Username invitedBy, Instant createdAt,
    Instant expiresAt) {}
