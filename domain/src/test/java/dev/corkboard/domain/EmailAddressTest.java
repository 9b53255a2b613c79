package dev.corkboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"a@b.de", "first.last+tag@sub.example.org", "O'Neil@EXAMPLE.com", "x@1.2.example",
      "!#$%&'*+-/=?^_`{|}~@example.org", "anna@xn--bcher-kva.example", "7@a-b.example"})
  void dotAtomAtADomainIsTaken(String text) {
    assertThat(EmailAddress.parse(text)).get().hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anna", "anna@", "@example.org", "a@b@c.de", "(x)bob@example.org", "bob(x)@example.org",
      "bob@(x)example.org", "bob@example.org(x)", "a,b@example.org", "a;b@example.org", "a:b@example.org",
      ".bob@example.org", "bob.@example.org", "b..ob@example.org", "\"bob\"@example.org", "\"a b\"@example.org",
      "<bob@example.org>", "Bob <bob@example.org>", "a\\b@example.org", "a[b@example.org", "an na@example.org",
      " anna@example.org", "anna@example.org ", "anna@example.org\n", "anna\r\n@example.org", "anna@exam\tple.org",
      "anna@example.org\u0000", "änna@example.org", "anna@bücher.example", "\uFF21nna@example.org",
      "anna@-example.org", "anna@example-.org", "anna@example..org", "anna@.example.org", "anna@example.org.",
      "anna@exam_ple.org", "anna@[192.0.2.1]", "anna@[IPv6:::1]", "anna@192.0.2.1", "anna@example.123",
      "@a.example:anna@example.org", "anna%b@c@example.org", "anna@localhost"})
  void anythingElseIsRefused(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void eachPartHasItsLength() {
    String domain = "d".repeat(63) + "." + "e".repeat(63) + "." + "f".repeat(57) + ".org";
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain)).isPresent();
    assertThat(EmailAddress.parse("a".repeat(65) + "@example.org")).isEmpty();
    assertThat(EmailAddress.parse("a".repeat(64) + "@x" + domain)).isEmpty();
    assertThat(EmailAddress.parse("a@" + "d".repeat(64) + ".org")).isEmpty();
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain.replace("f.org", "ff.org"))).isEmpty();
  }

  @Test
  void ownMachineHasOneLabel() {
    assertThat(EmailAddress.anywhere("board@localhost")).isPresent();
    assertThat(EmailAddress.anywhere("(x)board@localhost")).isEmpty();
  }
}
