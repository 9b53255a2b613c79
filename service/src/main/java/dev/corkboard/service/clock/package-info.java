/** The one clock that all nodes and the database share. */
package dev.corkboard.service.clock;
