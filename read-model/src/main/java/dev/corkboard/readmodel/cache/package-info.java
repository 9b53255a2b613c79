/** Answers kept in Redis, in front of the views: the only code that knows Redis (ADR 3). */
package dev.corkboard.readmodel.cache;
