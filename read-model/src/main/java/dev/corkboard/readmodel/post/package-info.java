/** Posts as they are shown. */
package dev.corkboard.readmodel.post;
