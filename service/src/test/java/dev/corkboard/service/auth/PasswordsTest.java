package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

  private final Passwords passwords = new Passwords(1, 2);

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void hashIsArgon2idWithTheAgreedEffort() {
    assertThat(passwords.hash("purple-tractor-91")).get().asString()
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void sameCharactersMatchHoweverTheyAreComposed() {
    Optional<String> stored = passwords.hash("caf\u00e9-tractor-91");
    assertThat(passwords.check("cafe\u0301-tractor-91", stored)).isEqualTo(Passwords.Check.RIGHT);
    assertThat(passwords.check("cafe-tractor-91", stored)).isEqualTo(Passwords.Check.WRONG);
  }

  @Test
  void weakHashIsRecognised() {
    String weak = Argon2Function.getInstance(4096, 1, 1, 32, com.password4j.types.Argon2.ID).hash("purple-tractor-91")
        .getResult();
    assertThat(passwords.check("purple-tractor-91", Optional.of(weak))).isEqualTo(Passwords.Check.RIGHT_BUT_WEAK);
    assertThat(passwords.check("other", Optional.of(weak))).isEqualTo(Passwords.Check.WRONG);
  }

  @Test
  void unknownAccountIsWrongWhateverThePassword() {
    assertThat(passwords.check("nobody's password", Optional.empty())).isEqualTo(Passwords.Check.WRONG);
    assertThat(passwords.check("x".repeat(100_000), Optional.empty())).isEqualTo(Passwords.Check.WRONG);
  }

  @Test
  void tooManyAtOnceAreRefused() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    callers.add(Thread.ofVirtual().start(() -> passwords.inTurn(() -> {
      running.countDown();
      release.await();
      return done.incrementAndGet();
    })));
    running.await();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch answered = new CountDownLatch(3);
    for (int i = 0; i < 5; i++) {
      callers.add(Thread.ofVirtual().start(() -> {
        if (passwords.inTurn(done::incrementAndGet).isEmpty()) {
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
}
