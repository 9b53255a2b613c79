package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corkboard.readmodel.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  static final String WEAK = "$argon2id$v=19$m=4096,t=1,p=1$tD9ZkMahzwCMqlBcKLD+eBblMHksD3c0B54AmD8B5kjejgviGjlrbgXSFfmP"
      + "Gf76TyVBpSnK2ExH+7y1M8Sb2w$bd3IjluCKstHG2s9N4C5lOnxNHejmbI6/VMUnFaSOkM";

  private final Passwords passwords = new Passwords(1, 2);

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void hashIsArgon2idWithTheAgreedEffort() {
    assertThat(passwords.hashNow("purple-tractor-91")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void sameCharactersMatchHoweverTheyAreComposed() {
    Optional<String> stored = Optional.of(passwords.hashNow("caf\u00e9-tractor-91"));
    assertThat(passwords.compare("cafe\u0301-tractor-91", stored)).isEqualTo(Passwords.Check.RIGHT);
    assertThat(passwords.compare("cafe-tractor-91", stored)).isEqualTo(Passwords.Check.WRONG);
  }

  @Test
  void weakHashIsRecognised() {
    assertThat(passwords.compare("purple-tractor-91", Optional.of(WEAK))).isEqualTo(Passwords.Check.RIGHT_BUT_WEAK);
    assertThat(passwords.compare("other", Optional.of(WEAK))).isEqualTo(Passwords.Check.WRONG);
  }

  @Test
  void hashesOfAnotherLibraryGoOnMatching() {
    String strong = "$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlcyBvaw$B9wcndHf3gQLJ66uUIt4BVouh907iE/dPDiD91mrLOo";
    String twoLanes = "$argon2id$v=19$m=8192,t=3,p=2$PxJHuGbp+9UX0dURRRCDyMTsMJd6t5KmfwFQICMLUAb8mnKOu2vOpMbn21GT7yYI"
        + "pmA9zMiQMiY6tdYFEnfF+w$D3IiENsVbWjZsO5KSf4lKKxd4Jr+rNufbSCM+Q4v2CI";
    assertThat(passwords.compare("purple-tractor-91", Optional.of(strong))).isEqualTo(Passwords.Check.RIGHT);
    assertThat(passwords.compare("purple-tractor-92", Optional.of(strong))).isEqualTo(Passwords.Check.WRONG);
    assertThat(passwords.compare("purple-tractor-91", Optional.of(twoLanes))).isEqualTo(Passwords.Check.RIGHT_BUT_WEAK);
  }

  @Test
  void aHashIsTheSameWhateverWasHashedInItsMemoryBefore() {
    Optional<String> stored = Optional.of(passwords.hashNow("purple-tractor-91"));
    for (String other : List.of("green-harvester-7", "blue-combine-12"))
      assertThat(passwords.compare(other, stored)).isEqualTo(Passwords.Check.WRONG);
    assertThat(passwords.compare("purple-tractor-91", stored)).isEqualTo(Passwords.Check.RIGHT);
    assertThat(passwords.hashNow("purple-tractor-91")).isNotEqualTo(stored.get());
  }

  @Test
  void unknownAccountIsWrongWhateverThePassword() {
    assertThat(passwords.compare("nobody's password", Optional.empty())).isEqualTo(Passwords.Check.WRONG);
    assertThat(passwords.compare("x".repeat(100_000), Optional.empty())).isEqualTo(Passwords.Check.WRONG);
  }

  @Test
  void tooManyAtOnceAreRefused() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    callers.add(Thread.ofVirtual().start(() -> passwords.inTurn("first", () -> {
      running.countDown();
      release.await();
      return done.incrementAndGet();
    })));
    running.await();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(3);
    for (int i = 0; i < 5; i++) {
      String network = "network" + i;
      callers.add(Thread.ofVirtual().start(() -> {
        if (passwords.inTurn(network, done::incrementAndGet).isEmpty()) {
          refused.incrementAndGet();
          answered.countDown();
        }
      }));
    }
    answered.await();
    release.countDown();
    for (Thread caller : callers)
      caller.join();
    assertThat(refused).hasValue(3);
    assertThat(done).hasValue(3);
  }

  @Test
  void failureOfTheWorkIsTold() {
    assertThatThrownBy(() -> passwords.inTurn("here", () -> {
      throw new Outage("away", null);
    })).isInstanceOf(Outage.class);
    assertThat(passwords.inTurn("here", () -> 1)).contains(1);
  }
}
