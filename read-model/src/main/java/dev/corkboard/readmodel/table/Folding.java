package dev.corkboard.readmodel.table;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes texts alike that differ in capitals, accents or form only. It is done here and not in the database, so that it
 * depends on no locale of PostgreSQL.
 */
public final class Folding {
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");

  /** An entry of an index has at most 2.7 kB; folding can make a text many times as long. */
  private static final int LONGEST_KEY = 200;

  /** The words of a row have at most 1 MB, with their positions. */
  private static final int LONGEST_INDEXED = 150_000;

  private Folding() {}

  /** What names are sorted by. */
  public static String sortKey(String text) {
    return start(words(text), LONGEST_KEY);
  }

  /** What is indexed of a text. */
  public static String indexed(String text) {
    return start(words(text), LONGEST_INDEXED);
  }

  /** What is looked for. */
  public static String words(String text) {
    if (isPlain(text)) return text.toLowerCase(Locale.ROOT);
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String bare = ACCENTS.matcher(apart).replaceAll("");
    return Normalizer.normalize(bare.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC).replace("\0", "");
  }

  private static String start(String text, int longest) {
    if (text.length() <= longest) return text;
    boolean splits = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, splits ? longest - 1 : longest);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) >= 0x80 || text.charAt(i) == 0) return false;
    return true;
  }
}
