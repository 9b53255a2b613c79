/** What keeps views in step with the journal: each event exactly once, in order, with its position. */
package dev.corkboard.readmodel.projection;
