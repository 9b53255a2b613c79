package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Username;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {

  @Test
  void capitalsInUsernameAreFolded() {
    assertThat(AccountRules.username("Anna.B-c_9")).contains(new Username("anna.b-c_9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "a23456789012345678901234567890x", "with space", "änna", "anna\n", "\u212Aelvin", ""})
  void usernameIsRefused(String name) {
    assertThat(AccountRules.username(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", ".anna", "anna.", "_anna", "anna_", "-anna", "anna-", "a_"})
  void newUsernameBeginsAndEndsWithALetterOrDigit(String name) {
    assertThat(AccountRules.badUsername(name)).map(BadField::code).contains("invalid-username");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "Anna-Lena_9", "9to5", "a23456789012345678901234567890"})
  void newUsernameIsTaken(String name) {
    assertThat(AccountRules.badUsername(name)).isEmpty();
  }

  /** Of accounts that were there before the rule. */
  @Test
  void namesThatAreThereAreFound() {
    assertThat(AccountRules.username("...")).contains(new Username("..."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"purple-tractor-91", "kein Mensch rät das", "🦊🦊🐻🐼🐨🐯🦁🐮🐷🐸", "hunter2hunter2",
      "Sup3r-S3cret-Pass"})
  void passwordIsTaken(String password) {
    assertThat(AccountRules.badPassword("password", password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"basketball", "Administrator", "christopher", "california", "password123", "PASSWORD123",
      "qwertyuiop", "1234567890", "Password123!", "!dragon2024!",
      "passwordpassword", "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "9876543210", "321drowssap",
      "ababababababab"})
  void commonPasswordIsRefused(String password) {
    assertThat(AccountRules.badPassword("password", password)).map(BadField::code).contains("common-password");
  }

  @Test
  void lengthOfPasswordIsCountedInCodePoints() {
    assertThat(AccountRules.badPassword("password", "🦊🐻🐼🐨🐯🦁🐮🐷🐸")).map(BadField::code).contains("too-short");
    assertThat(AccountRules.badPassword("password", "🦊🐻🐼🐨🐯".repeat(40))).isEmpty();
    assertThat(AccountRules.badPassword("password", "🦊🐻🐼🐨🐯".repeat(40) + "x")).map(BadField::code)
        .contains("too-long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+12", "EST", "ROC",
      "GMT+0"})
  void timeZoneIsTaken(String zone) {
    assertThat(AccountRules.badTimeZone(zone)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+02:00", "Z", "UTC+2", "europe/berlin", "Mars/Olympus", "SystemV/EST5", ""})
  void timeZoneIsRefused(String zone) {
    assertThat(AccountRules.badTimeZone(zone)).isPresent();
  }
}
