package dev.corkboard.service.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in a PEM file (PKCS#8, P-256), in the order in which they are to sign. */
final class KeyFile implements KeySource {

  private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");

  private final Path file;

  KeyFile(Path file) {
    this.file = file;
  }

  @Override
  public List<SigningKey> load() {
    List<SigningKey> keys = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text());
    while (blocks.find()) {
      switch (blocks.group(1)) {
        case "PRIVATE KEY" -> keys.add(key(blocks.group(2)));
        case "EC PRIVATE KEY" -> throw bad("holds a key that is not PKCS#8: openssl pkcs8 -topk8 -nocrypt makes one");
        case "ENCRYPTED PRIVATE KEY" -> throw bad("holds an encrypted key, for which there is no passphrase");
        default -> {
        } // openssl writes EC PARAMETERS in front; a certificate does no harm
      }
    }
    if (keys.isEmpty()) throw bad("holds no PEM block PRIVATE KEY");
    return keys;
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("JWT_PRIVATE_KEY_FILE: " + file + " cannot be read", e);
    }
  }

  private SigningKey key(String base64) {
    try {
      return SigningKey.of(Base64.getMimeDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw bad("holds a key that is no EC key of the curve P-256");
    }
  }

  private IllegalArgumentException bad(String what) {
    return new IllegalArgumentException("JWT_PRIVATE_KEY_FILE: " + file + " " + what);
  }
}
