package dev.corkboard.service.auth;

/** What is wrong with one field of a request: a stable code and a sentence. */
public record BadField(String field, String code, String detail) {}
