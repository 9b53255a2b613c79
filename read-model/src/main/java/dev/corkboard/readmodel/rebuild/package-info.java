/** Builds views again beside the ones that serve, and puts the new ones in their place. */
package dev.corkboard.readmodel.rebuild;
