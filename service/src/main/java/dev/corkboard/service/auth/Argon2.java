package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import java.security.SecureRandom;
import java.text.Normalizer;

/** Argon2id with 19 MiB, 2 passes and 1 lane, written as a PHC string. */
final class Argon2 {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Argon2Function FUNCTION = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES,
      com.password4j.types.Argon2.ID);

  private final SecureRandom random = new SecureRandom();

  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return FUNCTION.hash(bytes(password), salt).getResult();
  }

  boolean matches(String password, String phc) {
    return Argon2Function.getInstanceFromHash(phc).check(bytes(password), phc.getBytes(US_ASCII));
  }

  boolean isWeak(String phc) {
    Argon2Function used = Argon2Function.getInstanceFromHash(phc);
    return used.getVariant() != com.password4j.types.Argon2.ID || used.getMemory() < MEMORY_KIB
        || used.getIterations() < PASSES || used.getParallelism() < LANES;
  }

  /** One keyboard sends é as one character, another as two. */
  private static byte[] bytes(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(UTF_8);
  }
}
