package dev.corkboard.service.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that sign and verify access tokens, read again now and then so that they rotate without a restart. */
public final class SigningKeys {

  /** The public keys, as they stand in /.well-known/jwks.json. */
  public record Jwks(List<SigningKey.Jwk> keys) {}

  /** So old may what is known be; well within the notice of KeyTable. */
  static final Duration FRESH = Duration.ofMinutes(1);
  /** Tokens with made-up key ids must not cost a query each. */
  static final Duration BETWEEN_LOADS = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

  private record Loaded(Map<String, SigningKey> keys, Instant at) {
    SigningKey first() {
      return keys.values().iterator().next();
    }
  }

  private final KeySource source;
  private final Clock clock;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile Loaded loaded;

  SigningKeys(KeySource source, Clock clock) {
    this.source = source;
    this.clock = clock;
    this.loaded = load();
  }

  /** Throws an IllegalArgumentException, whose message begins with the setting, if the file has no usable key. */
  public static void check(Path file) {
    new KeyFile(file).load();
  }

  /** The file's keys if there is one, else the database's; a file without a usable key is refused here. */
  static SigningKeys of(Optional<Path> file, DataSource database, Clock clock) {
    return new SigningKeys(file.<KeySource>map(KeyFile::new).orElseGet(() -> new KeyTable(database, clock)), clock);
  }

  public Jwks jwks() {
    return new Jwks(fresh().keys().values().stream().map(SigningKey::jwk).toList());
  }

  SigningKey signing() {
    return fresh().first();
  }

  Optional<SigningKey> verifying(String kid) {
    return Optional.ofNullable(fresh().keys().get(kid)).or(() -> Optional.ofNullable(newest().keys().get(kid)));
  }

  /** One thread reads while the others go on with what is known. */
  private Loaded fresh() {
    if (isYoung(FRESH) || !loading.tryLock()) return loaded;
    return reload(FRESH);
  }

  private Loaded newest() {
    if (isYoung(BETWEEN_LOADS)) return loaded;
    loading.lock();
    return reload(BETWEEN_LOADS);
  }

  private Loaded reload(Duration age) {
    try {
      if (!isYoung(age)) loaded = load();
    } catch (RuntimeException e) {
      LOG.warn("The signing keys cannot be read; those known stay in use.", e);
      loaded = new Loaded(loaded.keys(), clock.instant());
    } finally {
      loading.unlock();
    }
    return loaded;
  }

  private boolean isYoung(Duration age) {
    return loaded.at().plus(age).isAfter(clock.instant());
  }

  private Loaded load() {
    Instant at = clock.instant();
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    for (SigningKey key : source.load())
      keys.put(key.kid(), key);
    return new Loaded(keys, at);
  }
}
