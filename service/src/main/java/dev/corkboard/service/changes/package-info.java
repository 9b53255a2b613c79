/** Changes as they happen: one look at the journal for all who follow it on this node. */
package dev.corkboard.service.changes;
