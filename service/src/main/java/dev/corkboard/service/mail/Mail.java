package dev.corkboard.service.mail;

import java.util.Optional;

/**
 * What a person reads.
 *
 * @param unsubscribe where mails of this kind are switched off with one click
 */
record Mail(String subject, String text, String html, Optional<String> unsubscribe) {}
