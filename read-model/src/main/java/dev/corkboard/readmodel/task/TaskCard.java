package dev.corkboard.readmodel.task;

/** A task as it stands in a column of the board. */
public record TaskCard(String id, double order) {}
