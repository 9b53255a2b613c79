/** What is counted where no registry is at hand. */
package dev.corkboard.service.meter;
