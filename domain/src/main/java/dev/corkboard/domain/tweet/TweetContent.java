package dev.corkboard.domain.tweet;

import dev.corkboard.domain.Fields;
import dev.corkboard.domain.TextRule;
import java.util.Objects;

/** What a tweet says. */
public record TweetContent(String text) {

  public static final Fields<TweetContent> FIELDS = Fields.of(TweetContent.class);
  public static final TextRule TEXT = TextRule.paragraphs(1, 280);

  public TweetContent {
    Objects.requireNonNull(text);
  }
}
