package dev.corkboard.readmodel.task;

import java.util.Optional;

/** The cards next to a place in a column. */
public record Neighbours(Optional<TaskCard> before, Optional<TaskCard> after) {}
