/** Finds anything on the board by its words, whatever its kind. */
package dev.corkboard.readmodel.search;
