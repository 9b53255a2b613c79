package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corkboard.service.log.SyslogServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @Test
  void proxiesAreTrustedByAddressOrSubnet() throws Exception {
    Predicate<InetAddress> trusted = with("TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.7, fd00::/8,2001:db8::1")
        .trustedProxies();
    for (String one : List.of("10.255.0.1", "192.0.2.7", "fd12::9", "2001:db8::1", "::ffff:10.0.0.1"))
      assertThat(trusted.test(InetAddress.getByName(one))).as(one).isTrue();
    for (String one : List.of("11.0.0.1", "192.0.2.8", "fe80::1", "2001:db8::2", "127.0.0.1", "::1"))
      assertThat(trusted.test(InetAddress.getByName(one))).as(one).isFalse();
    assertThat(with("TRUSTED_PROXIES", "").trustedProxies().test(InetAddress.getLoopbackAddress())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "300.0.0.1",
      "2001:db8::/129", "10.0.0.1:80", "[::1]", "*", "10.0.0.0/8;10.1.0.0/16"})
  void whatIsNoProxyAddressIsToldByName(String value) {
    assertThatThrownBy(() -> with("TRUSTED_PROXIES", "127.0.0.1," + value)).isInstanceOf(SettingsException.class)
        .hasMessageContaining("TRUSTED_PROXIES").hasMessageContaining(value);
  }

  @Test
  void originsAreKeptAsBrowsersWriteThem() {
    assertThat(with("CORS_ORIGINS", "https://Board.Example.org, http://localhost:3000,HTTP://10.0.0.7:80,"
        + "https://[2001:db8::1]:8443, https://a_b.test:443").http().corsOrigins())
        .containsExactly("https://board.example.org", "http://localhost:3000", "http://10.0.0.7",
            "https://[2001:db8::1]:8443", "https://a_b.test");
    assertThat(with("CORS_ORIGINS", " ").http().corsOrigins()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad", "*", "null", "board.example.org", "https://", "https://board.test/",
      "https://a.test/b",
      "https://a.test?b", "https://a.test#b", "https://me@a.test", "https://*.a.test", "ftp://a.test",
      "https://a.test:",
      "https://a.test:0", "https://a.test:65536", "https://a.test:x", "https://a.test https://b.test"})
  void whatIsNoOriginIsToldByName(String value) {
    assertThatThrownBy(() -> with("CORS_ORIGINS", "https://fine.test," + value)).isInstanceOf(SettingsException.class)
        .hasMessageContaining("CORS_ORIGINS").hasMessageContaining('"' + value + '"').hasMessageNotContaining("\n");
  }

  @Test
  void aGeoIpDatabaseIsMissingOrNoDatabase(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("places.mmdb"), "no database".repeat(1000));
    Path empty = Files.writeString(folder.resolve("empty.mmdb"), "");
    for (Path file : List.of(text, empty, folder, folder.resolve("missing.mmdb"))) {
      assertThatThrownBy(() -> with("GEOIP_DB", file.toString())).isInstanceOf(SettingsException.class)
          .hasMessageContaining("GEOIP_DB").hasMessageContaining(file.toString()).hasMessageNotContaining("\n");
    }
    assertThat(with("GEOIP_DB", " ").geoIp()).isEmpty();
  }

  @Test
  void aFileOfKeysIsMissingOrHoldsNone(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("keys.pem"), "no key");
    for (Path file : List.of(text, folder, folder.resolve("missing.pem"))) {
      assertThatThrownBy(() -> with("JWT_PRIVATE_KEY_FILE", file.toString())).isInstanceOf(SettingsException.class)
          .hasMessageContaining("JWT_PRIVATE_KEY_FILE").hasMessageContaining(file.toString())
          .hasMessageNotContaining("\n");
    }
    assertThat(with("JWT_PRIVATE_KEY_FILE", " ").accounts().privateKeyFile()).isEmpty();
  }

  @Test
  void thePublicUrlEndsWithoutASlashSoThatPathsCanFollow() {
    assertThat(with("PUBLIC_URL", "https://board.test//").http().publicUrl()).hasToString("https://board.test");
    assertThat(with("PUBLIC_URL", "https://x.test/board/").http().publicUrl()).hasToString("https://x.test/board");
    assertThatThrownBy(() -> with("PUBLIC_URL", "board.test")).isInstanceOf(SettingsException.class)
        .hasMessageContaining("PUBLIC_URL");
  }

  @Test
  void aSyslogServerIsAHostWithOrWithoutAPort() {
    assertThat(with("SYSLOG_HOST", "logs.example.org").logs().syslog())
        .contains(new SyslogServer("logs.example.org", 514));
    assertThat(with("SYSLOG_HOST", "").logs().syslog()).isEmpty();
    assertThatThrownBy(() -> with("SYSLOG_HOST", "udp://logs")).isInstanceOf(SettingsException.class)
        .hasMessageContaining("SYSLOG_HOST").hasMessageContaining("udp://logs");
  }

  private static Settings with(String name, String value) {
    Map<String, String> env = new HashMap<>(Map.of("DB_URL", "jdbc:postgresql://localhost/corkboard"));
    env.put(name, value);
    return Settings.from(env);
  }
}
