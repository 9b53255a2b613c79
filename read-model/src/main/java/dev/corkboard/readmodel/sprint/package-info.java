/** Sprints as they are shown. */
package dev.corkboard.readmodel.sprint;
