package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corkboard.domain.Username;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signed links by which somebody's digest is switched off and on, without signing in. They do nothing else, and do not
 * run out: a mail may be years old when its reader has had enough.
 */
public final class DigestLinks {
  private static final String PURPOSE = "digest-switch:";
  private static final int MAC_BYTES = 16;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int MOST_CHANGES = 60;
  private static final int COUNTED = 10_000;

  private final byte[] key;
  private final Accounts accounts;
  private final Profiles profiles;
  private final Cache<Username, AtomicInteger> changes = Caffeine.newBuilder().maximumSize(COUNTED)
      .expireAfterWrite(WINDOW).build();

  DigestLinks(byte[] key, Accounts accounts, Profiles profiles) {
    this.key = key;
    this.accounts = accounts;
    this.profiles = profiles;
  }

  /** The name and its signature; fit to be a segment of a path. */
  public String of(Username username) {
    return username.value() + "." + Base64Url.encode(mac(username.value()));
  }

  /** Whose digest a link switches; nobody's if it is not ours. */
  public Optional<Account> owner(String link) {
    int dot = link.lastIndexOf('.');
    if (dot < 0 || !isSigned(link.substring(0, dot), link.substring(dot + 1))) return Optional.empty();
    return accounts.byUsername(new Username(link.substring(0, dot)));
  }

  /** As the owner changes it on their profile; what is so already is not changed. */
  public Result<Account> set(String link, boolean digest, String address) {
    Optional<Account> owner = owner(link);
    if (owner.isEmpty()) return Result.refused(new Refusal.UnknownUser());
    if (owner.get().digest() == digest) return Result.done(owner.get());
    int count = changes.get(owner.get().username(), any -> new AtomicInteger()).incrementAndGet();
    if (count > MOST_CHANGES) return Result.refused(new Refusal.TooManyRequests(WINDOW));
    ProfileChange change = new ProfileChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of(digest), Optional.empty(), Optional.empty());
    return profiles.change(owner.get().id(), change, address);
  }

  private boolean isSigned(String username, String signature) {
    return Base64Url.decode(signature).filter(given -> MessageDigest.isEqual(mac(username), given)).isPresent();
  }

  private byte[] mac(String username) {
    return Arrays.copyOf(Digests.hmacSha256(key, (PURPOSE + username).getBytes(UTF_8)), MAC_BYTES);
  }
}
