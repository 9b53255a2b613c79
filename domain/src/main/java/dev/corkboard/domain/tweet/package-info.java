/** Tweets: written once, deleted by their author or an admin. */
package dev.corkboard.domain.tweet;
