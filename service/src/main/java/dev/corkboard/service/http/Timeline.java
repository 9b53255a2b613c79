package dev.corkboard.service.http;

import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Queries;

/** A view as it is, and as it was. */
record Timeline<F extends Filter<?>>(Queries<F> now, Versions<F> versions) {}
