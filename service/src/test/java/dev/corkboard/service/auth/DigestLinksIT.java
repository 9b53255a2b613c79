package dev.corkboard.service.auth;

import static dev.corkboard.service.auth.AuthFixture.done;
import static dev.corkboard.service.auth.AuthFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Username;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DigestLinksIT {
  private static final String HOME = "192.0.2.1";

  private final AuthFixture fixture = new AuthFixture();
  private final Account anna = fixture.signUp("anna.b");
  private final String link = fixture.auth.digestLinks().of(anna.username());

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void linkIsTheSameOnEveryNodeAndOutlivesSigningKeys() {
    AccountsDatabase.run("truncate accounts.signing_key");
    try (Auth other = fixture.node()) {
      assertThat(other.digestLinks().of(anna.username())).isEqualTo(link);
      assertThat(other.digestLinks().owner(link)).contains(anna);
    }
  }

  @Test
  void linksOfAnotherInstallationAreVoid() {
    AccountsDatabase.run("truncate accounts.link_key");
    try (Auth other = fixture.node()) {
      assertThat(other.digestLinks().owner(link)).isEmpty();
    }
  }

  @Test
  void remindersAreToldOfAChangeAndOfNoRepeat() {
    fixture.heard.clear();
    assertThat(done(fixture.auth.digestLinks().set(link, false, HOME)).digest()).isFalse();
    assertThat(done(fixture.auth.digestLinks().set(link, false, HOME)).digest()).isFalse();
    assertThat(fixture.heard).extracting(Account::digest).isEqualTo(List.of(false));
  }

  @Test
  void whoPressesTheButtonWithoutEndHasToWait() {
    for (int i = 0; i < 60; i++)
      done(fixture.auth.digestLinks().set(link, i % 2 == 1, HOME));
    assertThat(refusal(fixture.auth.digestLinks().set(link, false, HOME))).isInstanceOf(Refusal.TooManyRequests.class);
    assertThat(done(fixture.auth.digestLinks().set(link, true, HOME)).digest()).isTrue();
  }

  @Test
  void linkOfNobodyIsNobodys() {
    String stranger = fixture.auth.digestLinks().of(new Username("stranger"));
    assertThat(refusal(fixture.auth.digestLinks().set(stranger, false, HOME))).isInstanceOf(Refusal.UnknownUser.class);
  }
}
