package dev.corkboard.service.embedded;

import java.time.Instant;
import java.util.List;

/** A mail as the local mailbox received it; what a mail lacks is empty. */
public record CaughtMail(List<String> to, String from, String subject, String text, String html, Instant at,
    String messageId) {}
