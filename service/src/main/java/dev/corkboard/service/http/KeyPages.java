package dev.corkboard.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.query.Results;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Pages of a list that is in the order of one key; a cursor is the key of the last one shown, wrapped. */
final class KeyPages {
  private static final int LONGEST_KEY = 36;

  /** At most so many of those that come after a key. */
  interface Lister<T> {
    List<T> after(Optional<String> key, int limit);
  }

  private final URI publicUrl;

  KeyPages(URI publicUrl) {
    this.publicUrl = publicUrl;
  }

  <T> Answer list(Call call, String path, Lister<T> lister, Function<T, String> key, Function<T, ?> shown) {
    return list(call, path, lister, OptionalLong::empty, key, shown);
  }

  /**
   * @param total how many there are on all pages, where the call asks for it
   */
  <T> Answer list(Call call, String path, Lister<T> lister, Supplier<OptionalLong> total, Function<T, String> key,
      Function<T, ?> shown) {
    int limit = Paging.limit(call.query());
    boolean counted = Paging.counted(call.query());
    Optional<String> after = call.query().one("cursor", "a cursor that this list gave", KeyPages::unwrapped);
    return call.query().checked(after).then(start -> {
      List<T> found = lister.after(start, limit + 1);
      Results results = new Results();
      while (results.count() < Math.min(limit, found.size()))
        if (!results.add(shown.apply(found.get(results.count())))) break;
      Optional<String> next = results.count() < found.size()
          ? Optional.of(wrapped(key.apply(found.get(results.count() - 1))))
          : Optional.empty();
      Answer answer = Answer.json(200, results.answer(next, counted ? total.get() : OptionalLong.empty()));
      return next.map(cursor -> Paging.withNext(answer, publicUrl + path + "?" + Paging.following(call, cursor)))
          .orElse(answer);
    });
  }

  private static String wrapped(String key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
  }

  private static Optional<String> unwrapped(String cursor) {
    try {
      String key = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      return Optional.of(key).filter(it -> it.matches("[a-z0-9_.-]{1," + LONGEST_KEY + "}"));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
