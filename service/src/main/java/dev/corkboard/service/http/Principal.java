package dev.corkboard.service.http;

import dev.corkboard.domain.Username;
import java.time.ZoneId;

/** The signed-in person behind a request, as the accounts know them now. */
public record Principal(String userId, Username username, boolean admin, String sessionId, ZoneId zone) {}
