package dev.corkboard.domain;

/** The value of one field before and after an event; null means that there is no value. */
public record Change(Object from, Object to) {}
