package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstStartTest {
  @TempDir
  private Path home;

  @ParameterizedTest
  @CsvSource({"ADMIN_PASSWORD,short", "ADMIN_PASSWORD,password123", "ADMIN_PASSWORD,admin@corkboard.example",
      "ADMIN_USERNAME,a", "ADMIN_USERNAME,two words", "ADMIN_EMAIL,nobody"})
  void anAdministratorThatCannotBeMadeIsToldByName(String name, String value) {
    assertThatThrownBy(() -> FirstStart.from(Map.of(name, value), true).check(home))
        .isInstanceOf(SettingsException.class).hasMessageStartingWith(name + " cannot be taken: ")
        .hasMessageNotContaining("\n");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void whatIsNotSetIsFine() {
    assertThatCode(() -> FirstStart.from(Map.of(), true).check(home)).doesNotThrowAnyException();
    assertThatCode(() -> FirstStart.from(Map.of(), true).check(home.resolve("not-yet"))).doesNotThrowAnyException();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void afterTheFirstStartNothingIsMadeAndSoNothingRefused() throws Exception {
    FirstStart.markDone(home);
    assertThatCode(() -> FirstStart.from(Map.of("ADMIN_PASSWORD", "short"), true).check(home))
        .doesNotThrowAnyException();
  }
}
