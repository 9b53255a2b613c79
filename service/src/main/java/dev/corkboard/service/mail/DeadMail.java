package dev.corkboard.service.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that the mailer has given up: its mail was refused for good or put off too often, or it is none of ours
 * (kind {@code poison}).
 *
 * @param position its place in the list
 * @param username nobody's if it is none of ours
 */
public record DeadMail(String messageId, String kind, Optional<String> username, String error, int attempts,
    Instant deadAt, boolean retryable, String position) {}
