/** Where an address is, from databases in MMDB form. */
package dev.corkboard.service.geo;
