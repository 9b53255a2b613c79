/** Tweets as they are shown. */
package dev.corkboard.readmodel.tweet;
