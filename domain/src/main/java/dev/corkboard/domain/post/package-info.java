/** Posts: who may write, change, delete and restore them. */
package dev.corkboard.domain.post;
