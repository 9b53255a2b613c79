package dev.corkboard.domain.post;

import dev.corkboard.domain.Fields;
import dev.corkboard.domain.Nfc;
import dev.corkboard.domain.TextRule;

/** What an author writes and may change; texts are in NFC, whatever they were in events of long ago. */
public record PostContent(String title, String content) {

  public static final Fields<PostContent> FIELDS = Fields.of(PostContent.class);
  public static final TextRule TITLE = TextRule.line(1, 50);
  public static final TextRule CONTENT = TextRule.paragraphs(1, 100_000);

  public PostContent {
    title = Nfc.of(title);
    content = Nfc.of(content);
  }
}
