/** Tasks: what is to do, in which sprint, how far it is and whose it is. */
package dev.corkboard.domain.task;
