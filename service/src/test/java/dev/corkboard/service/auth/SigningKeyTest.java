package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  @TempDir
  private Path folder;

  @Test
  void publicHalfIsTheOneOfTheJdk() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < 20; i++) {
      KeyPair pair = generator.generateKeyPair();
      SigningKey key = SigningKey.of(pair.getPrivate().getEncoded());
      assertThat(key.open().getW()).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    }
  }

  @Test
  void keyReadAgainHasTheSameId() throws GeneralSecurityException {
    SigningKey key = SigningKey.generate();
    assertThat(SigningKey.of(key.pkcs8()).jwk()).isEqualTo(key.jwk());
    assertThat(key.jwk().x()).hasSize(43);
    assertThat(key.kid()).hasSize(43);
  }

  @Test
  void firstKeyOfFileSignsAndAllAreKnown() throws IOException {
    SigningKey first = SigningKey.generate();
    SigningKey second = SigningKey.generate();
    KeyFile file = new KeyFile(written("A comment\n" + pem(first) + pem(second)));
    assertThat(file.load()).extracting(SigningKey::kid).containsExactly(first.kid(), second.kid());
  }

  @Test
  void unusableFileIsRefusedWithItsName() throws IOException, GeneralSecurityException {
    assertThatThrownBy(() -> new KeyFile(folder.resolve("none.pem")).load())
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none.pem cannot be read");
    assertRefused("nothing of the kind", "holds no PEM block");
    assertRefused("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n", "openssl pkcs8");
    assertRefused("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no EC key of the curve P-256");
    KeyPairGenerator other = KeyPairGenerator.getInstance("EC");
    other.initialize(new ECGenParameterSpec("secp384r1"));
    assertRefused(pem(other.generateKeyPair().getPrivate().getEncoded()), "no EC key of the curve P-256");
  }

  private void assertRefused(String content, String reason) throws IOException {
    Path file = written(content);
    assertThatThrownBy(() -> new KeyFile(file).load()).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("JWT_PRIVATE_KEY_FILE: ").hasMessageContaining(reason);
  }

  private Path written(String content) throws IOException {
    return Files.writeString(folder.resolve("keys.pem"), content);
  }

  private static String pem(SigningKey key) {
    return pem(key.pkcs8());
  }

  private static String pem(byte[] pkcs8) {
    String body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(pkcs8);
    return String.join("\n", List.of("-----BEGIN PRIVATE KEY-----", body, "-----END PRIVATE KEY-----", ""));
  }
}
