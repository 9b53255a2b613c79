package dev.corkboard.service.http;

import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Past;
import java.util.function.BooleanSupplier;

/**
 * What the rows of a view were.
 *
 * @param catchUp waits until they have all that was acknowledged before, but not for long; false if they still have not
 */
public record Versions<F extends Filter<?>>(Past<F> past, BooleanSupplier catchUp) {}
