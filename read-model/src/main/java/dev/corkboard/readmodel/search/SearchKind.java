package dev.corkboard.readmodel.search;

import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.sprint.SprintTable;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.tweet.TweetTable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be found, and where its texts stand. */
public enum SearchKind {
  POST(PostTable.TABLE.name(), "title", "content"),
  /** Has no title, only text. */
  TWEET(TweetTable.TABLE.name(), "''", "text"), SPRINT(SprintTable.TABLE.name(), "name",
      "description"), TASK(TaskTable.TABLE.name(), "name", "description");

  private final String table;
  private final String title;
  private final String text;

  SearchKind(String table, String title, String text) {
    this.table = table;
    this.title = title;
    this.text = text;
  }

  /** As clients write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<SearchKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  boolean hasTitle() {
    return this != TWEET;
  }

  /** The SQL of what {@link SearchQueries} reads, up to the conditions; of a text so many characters. */
  String select(int characters) {
    return "select '" + word() + "' as kind, id, revision, " + title + " as title, left(" + text + ", " + characters
        + ") as text from " + table + " where not deleted";
  }
}
