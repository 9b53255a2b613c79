package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Base64UrlTest {

  @Test
  void onlyWhatWouldBeWrittenIsRead() {
    assertThat(Base64Url.decode("_-8")).contains(new byte[]{-1, -17});
    for (String other : new String[]{"_-9", "_-8=", "/+8", "_-8 ", "_", "é"})
      assertThat(Base64Url.decode(other)).as(other).isEmpty();
  }

  @Test
  void randomTokenHasOneText() {
    String text = RandomToken.generate().text();
    int found = 0;
    for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      String other = text.substring(0, text.length() - 1) + last;
      boolean same = RandomToken.parse(other).filter(it -> java.util.Arrays.equals(it.hash(), hash(text))).isPresent();
      if (same) found++;
    }
    assertThat(found).isEqualTo(1);
  }

  private static byte[] hash(String text) {
    return RandomToken.parse(text).orElseThrow().hash();
  }
}
