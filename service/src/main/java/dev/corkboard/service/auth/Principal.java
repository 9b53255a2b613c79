package dev.corkboard.service.auth;

import dev.corkboard.domain.Username;
import java.time.ZoneId;

/** Who makes a request, and what they may do. */
public record Principal(String userId, Username username, boolean admin, String sessionId, ZoneId zone) {}
