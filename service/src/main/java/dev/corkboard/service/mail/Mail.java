package dev.corkboard.service.mail;

/** What a person reads. */
record Mail(String subject, String text, String html) {}
