package dev.corkboard.service.geo;

import java.util.Optional;

/**
 * What is known of where an address is.
 *
 * @param country two letters, as ISO 3166-1 has them
 * @param asn the number of the network (autonomous system) that the address belongs to
 */
public record Place(Optional<String> country, Optional<String> countryName, Optional<String> city,
    Optional<Long> asn) {

  public static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** This place, with what the other knows where this one knows nothing. */
  Place or(Place other) {
    return new Place(country.or(other::country), country.isPresent() ? countryName : other.countryName(),
        city.or(other::city), asn.or(other::asn));
  }
}
