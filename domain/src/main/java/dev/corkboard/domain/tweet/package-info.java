/** Tweets: written once, deleted and restored by their author or an admin. */
package dev.corkboard.domain.tweet;
