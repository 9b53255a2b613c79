package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExposureTest {

  @Test
  void boardThatListensOnOneAddressIsReachedThere() {
    assertThat(Exposure.publicUrl("192.0.2.7", "8080")).contains("http://192.0.2.7:8080");
    assertThat(Exposure.publicUrl("2001:db8::1", "80")).contains("http://[2001:db8::1]:80");
  }

  @Test
  void otherwiseItIsNotToldByWhereItListens() {
    for (String host : new String[]{"0.0.0.0", "::", "127.0.0.1", "::1"})
      assertThat(Exposure.publicUrl(host, "8080")).as(host).isEmpty();
  }
}
