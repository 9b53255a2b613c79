package dev.corkboard.service.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoIpTest {
  private static final Path CITY = Path.of("src/test/resources/geo/GeoLite2-City-Test.mmdb");
  private static final Path ASN = Path.of("src/test/resources/geo/GeoLite2-ASN-Test.mmdb");
  private static final GeoIp BUNDLED = GeoIp.bundled();

  @Test
  void bundledDatabaseKnowsCountries() throws Exception {
    assertThat(locate(BUNDLED, "8.8.8.8")).isEqualTo(country("US", "United States"));
    assertThat(locate(BUNDLED, "129.132.1.1")).isEqualTo(country("CH", "Switzerland"));
    assertThat(locate(BUNDLED, "2a01:4f8::1")).isEqualTo(country("DE", "Germany"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "fe80::1", "fd00::1", "0.0.0.0",
      "192.0.2.1", "224.0.0.1", "255.255.255.255"})
  void whatIsNowhereIsUnknown(String address) throws Exception {
    assertThat(locate(BUNDLED, address)).isEqualTo(Place.UNKNOWN);
  }

  @Test
  void severalDatabasesCompleteEachOther() throws Exception {
    GeoIp places = GeoIp.of(List.of(CITY, ASN));
    assertThat(locate(places, "89.160.20.112")).isEqualTo(
        new Place(Optional.of("SE"), Optional.of("Sweden"), Optional.of("Linköping"), Optional.of(29518L)));
    assertThat(locate(places, "1.128.0.1"))
        .isEqualTo(new Place(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(1221L)));
    assertThat(locate(places, "2001:218::1")).isEqualTo(country("JP", "Japan"));
    assertThat(locate(places, "8.8.8.8")).isEqualTo(Place.UNKNOWN);
  }

  @Test
  void flatRecordsAreReadToo() {
    assertThat(Fields.place(Map.of("country_code", "FR", "city", "Paris", "autonomous_system_number", 5L)))
        .isEqualTo(new Place(Optional.of("FR"), Optional.of("France"), Optional.of("Paris"), Optional.of(5L)));
    assertThat(Fields.place(Map.of("country_code", "-", "city", "", "autonomous_system_number", "AS5")))
        .isEqualTo(Place.UNKNOWN);
    assertThat(Fields.place(Map.of("country", "FR", "country_code", "QQ")).countryName()).isEmpty();
  }

  private static Place country(String code, String name) {
    return new Place(Optional.of(code), Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static Place locate(GeoIp places, String address) throws Exception {
    return places.locate(InetAddress.getByName(address));
  }
}
