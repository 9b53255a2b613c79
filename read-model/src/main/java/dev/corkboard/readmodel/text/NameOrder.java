package dev.corkboard.readmodel.text;

import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;

/**
 * The order of names as people read them: the root collation of CLDR, with numbers by their value.
 *
 * Whoever changes what comes out of this, by another release of ICU too, raises the number of each shape that has a
 * column {@code name_key}.
 */
public final class NameOrder {

  /** An entry of an index has at most 2.7 kB, a cursor 2,000 characters; a hundred letters of any script need less. */
  private static final int LONGEST = 600;

  /** Frozen, so that threads may share it. */
  private static final class Root {
    static final Collator COLLATOR = collator();

    private static Collator collator() {
      RuleBasedCollator collator = (RuleBasedCollator) Collator.getInstance(ULocale.ROOT);
      collator.setNumericCollation(true);
      return collator.freeze();
    }
  }

  private NameOrder() {}

  /**
   * What a name is sorted by, compared byte by byte: the collation key with a character for each byte. UTF-8 keeps their
   * order, and no byte but the last, which is left out, is zero.
   */
  public static String key(String name) {
    byte[] key = Root.COLLATOR.getCollationKey(name).toByteArray();
    return new String(key, 0, Math.min(key.length - 1, LONGEST), StandardCharsets.ISO_8859_1);
  }
}
