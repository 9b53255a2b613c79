/** Whether the views are what the journal makes of them, row by row. */
package dev.corkboard.readmodel.proof;
