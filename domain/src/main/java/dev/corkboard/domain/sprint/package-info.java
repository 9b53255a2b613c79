/** Sprints: stretches of time that tasks are planned into. */
package dev.corkboard.domain.sprint;
