package dev.corkboard.domain;

/** The value of one field before and after an event; null stands for "not there", before and after. */
public record Change(Object from, Object to) {}
