/** The journal, read in commit order. */
package dev.corkboard.readmodel.journal;
