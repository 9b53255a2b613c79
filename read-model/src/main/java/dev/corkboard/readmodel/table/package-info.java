/** The tables of the views: how a row is loaded, changed by events and written. */
package dev.corkboard.readmodel.table;
