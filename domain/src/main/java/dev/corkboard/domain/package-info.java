/** The rules of the board. Nothing here knows a clock, a database or a network. */
package dev.corkboard.domain;
