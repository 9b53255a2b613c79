/** Decides who is reminded of what and when, and hands the messages to the broker through an outbox. */
package dev.corkboard.service.reminder;
