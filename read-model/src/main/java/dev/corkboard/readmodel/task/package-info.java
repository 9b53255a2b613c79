/** Tasks as they are shown, and where they stand on the board. */
package dev.corkboard.readmodel.task;
