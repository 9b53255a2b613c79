package dev.corkboard.domain;

/** The value of one field before and after an event; null stands for "none" at creation only. */
public record Change(Object from, Object to) {}
