package dev.corkboard.domain;

import java.util.Arrays;

/**
 * Which characters show nothing by themselves: a text of these alone is blank. Marks show something only with what they
 * stand on. What Unicode has not assigned shows nothing, but for what it keeps for emoji to come, which are newer on some
 * phones than here.
 */
final class Invisible {

  /**
   * First and last of each range. Unicode's property Default_Ignorable_Code_Point, which the JDK does not have
   * (DerivedCoreProperties.txt; it has been the same from Unicode 5.1 to 16): soft hyphens, joiners, fillers, variation
   * selectors, tags, and what is kept free for more of them.
   */
  private static final int[] IGNORABLE = {0xAD, 0xAD, 0x34F, 0x34F, 0x61C, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5,
      0x180B,
      0x180F, 0x200B, 0x200F, 0x202A, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0,
      0xFFA0, 0xFFF0, 0xFFF8, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF};

  /**
   * Letters and symbols that are drawn as nothing: the blank braille pattern, the blanks of Egyptian hieroglyphs, the
   * filler of Khitan, the empty note head.
   */
  private static final int[] EMPTY = {0x2800, 0x13441, 0x13442, 0x16FE4, 0x1D159};

  /** Format characters that are drawn: signs of Arabic, Syriac and Kaithi that span the digits after them. */
  private static final int[] DRAWN = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2,
      0x110BD, 0x110CD};

  private Invisible() {}

  static boolean is(int point) {
    if (point > ' ' && point < 0x7F) return false;
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
        true;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      case Character.UNASSIGNED -> !Character.isExtendedPictographic(point);
      case Character.FORMAT -> !isOneOf(DRAWN, point);
      default -> isIgnorable(point) || isOneOf(EMPTY, point);
    };
  }

  private static boolean isIgnorable(int point) {
    int found = Arrays.binarySearch(IGNORABLE, point);
    return found >= 0 || -found % 2 == 0; // between the first of a range, at an even place, and its last
  }

  private static boolean isOneOf(int[] points, int point) {
    return Arrays.binarySearch(points, point) >= 0;
  }
}
