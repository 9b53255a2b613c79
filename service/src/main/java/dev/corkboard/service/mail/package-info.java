/** Turns messages of the broker into mails, each once. */
package dev.corkboard.service.mail;
