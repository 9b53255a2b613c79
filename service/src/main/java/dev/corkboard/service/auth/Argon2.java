package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id with 19 MiB, 2 passes and 1 lane, written as a PHC string. */
final class Argon2 {

  private static final Phc.Effort EFFORT = new Phc.Effort(19 * 1024, 2, 1);
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  /** The 19 MiB of a thread are used again: as garbage they would have the collector stop everybody ever so often. */
  private final ThreadLocal<SoftReference<FixedBlockPool>> memory = ThreadLocal
      .withInitial(() -> new SoftReference<>(null));

  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new Phc(EFFORT, salt, hash(password, EFFORT, salt, HASH_BYTES)).text();
  }

  boolean matches(String password, String phc) {
    Phc stored = Phc.parse(phc);
    return MessageDigest.isEqual(hash(password, stored.effort(), stored.salt(), stored.hash().length), stored.hash());
  }

  boolean isWeak(String phc) {
    return Phc.parse(phc).effort().isBelow(EFFORT);
  }

  private byte[] hash(String password, Phc.Effort effort, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator
        .init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(effort.memoryKib()).withIterations(effort.passes()).withParallelism(effort.lanes())
            .withSalt(salt).withBlockPool(memory()).build());
    byte[] hash = new byte[length];
    generator.generateBytes(bytes(password), hash);
    return hash;
  }

  private FixedBlockPool memory() {
    FixedBlockPool mine = memory.get().get();
    if (mine != null) return mine;
    FixedBlockPool blocks = new FixedBlockPool(EFFORT.memoryKib());
    memory.set(new SoftReference<>(blocks));
    return blocks;
  }

  /** One keyboard sends é as one character, another as two. */
  private static byte[] bytes(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(UTF_8);
  }
}
