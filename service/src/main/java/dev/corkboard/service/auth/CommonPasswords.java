package dev.corkboard.service.auth;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The passwords that everybody tries first: the 30,000 of zxcvbn's list, the words and names of its other lists (it has
 * each in one list only, so {@code basketball} stands among the words), and what people make of the first passwords to
 * reach a length (a few digits and signs around, the same again, backwards) or of a row of neighbours.
 */
final class CommonPasswords {

  /** So far into the list a password is also known with its trimmings; further on they would refuse good ones. */
  private static final int STEM_RANK = 3_000;
  private static final int SHORTEST_STEM = 4;
  private static final int LONGEST_TRIMMINGS = 6;
  private static final Pattern TRIMMED = Pattern.compile("([^a-z]*)([a-z].*[a-z])([^a-z]*)");
  private static final Pattern REPEATED = Pattern.compile("(.+?)\\1+");

  private static final List<DictionaryLoader> WORDS = List.of(StandardDictionaries.ENGLISH_WIKIPEDIA_LOADER,
      StandardDictionaries.US_TV_AND_FILM_LOADER, StandardDictionaries.FEMALE_NAMES_LOADER,
      StandardDictionaries.MALE_NAMES_LOADER, StandardDictionaries.SURNAMES_LOADER);

  private final Set<String> all;
  private final Set<String> stems;

  CommonPasswords() {
    try {
      Map<String, Integer> ranks = StandardDictionaries.PASSWORDS_LOADER.load().getRankedDictionary();
      Set<String> known = new HashSet<>(ranks.keySet());
      for (DictionaryLoader words : WORDS)
        known.addAll(words.load().getRankedDictionary().keySet());
      known.removeIf(word -> word.length() < AccountRules.SHORTEST_PASSWORD); // nobody could have those
      all = Set.copyOf(known);
      stems = ranks.keySet().stream().filter(word -> word.length() >= SHORTEST_STEM && ranks.get(word) <= STEM_RANK)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("zxcvbn's list of passwords is not on the class path", e);
    }
  }

  boolean has(String password) {
    String folded = password.toLowerCase(Locale.ROOT);
    return all.contains(folded) || all.contains(new StringBuilder(folded).reverse().toString())
        || isTrimmed(folded) || isRepeated(folded) || isRow(folded);
  }

  private boolean isTrimmed(String password) {
    Matcher parts = TRIMMED.matcher(password);
    return parts.matches() && parts.group(1).length() + parts.group(3).length() <= LONGEST_TRIMMINGS
        && isStem(parts.group(2));
  }

  private boolean isRepeated(String password) {
    Matcher parts = REPEATED.matcher(password);
    return parts.matches() && (parts.group(1).length() < SHORTEST_STEM || isStem(parts.group(1)));
  }

  private boolean isStem(String word) {
    return stems.contains(word);
  }

  private static boolean isRow(String password) {
    int step = password.charAt(1) - password.charAt(0);
    if (Math.abs(step) > 1) return false;
    for (int i = 1; i < password.length(); i++) {
      if (password.charAt(i) - password.charAt(i - 1) != step) return false;
    }
    return true;
  }
}
