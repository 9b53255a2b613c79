package dev.corkboard.domain.post;

import dev.corkboard.domain.Fields;
import dev.corkboard.domain.TextRule;
import java.util.Objects;

/** What an author writes and may change. */
public record PostContent(String title, String content) {

  public static final Fields<PostContent> FIELDS = Fields.of(PostContent.class);
  public static final TextRule TITLE = TextRule.line(1, 50);
  public static final TextRule CONTENT = TextRule.paragraphs(1, 100_000);

  public PostContent {
    Objects.requireNonNull(title);
    Objects.requireNonNull(content);
  }
}
