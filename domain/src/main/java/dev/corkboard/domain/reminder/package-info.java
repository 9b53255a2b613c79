/** Reminders: which are due, what becomes of each, and when what failed is tried again. */
package dev.corkboard.domain.reminder;
