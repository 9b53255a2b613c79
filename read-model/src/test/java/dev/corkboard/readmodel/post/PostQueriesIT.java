package dev.corkboard.readmodel.post;

import static dev.corkboard.readmodel.query.TestViews.list;
import static dev.corkboard.readmodel.query.TestViews.pageThrough;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.readmodel.Samples;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.query.TestViews;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostQueriesIT {
  private final ViewHandler handler = PostProjection.TABLES.handler("views");
  private TestDatabase database;
  private TestViews views;
  private Queries<PostFilter> queries;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    views = new TestViews(database);
    queries = new TableQueries<>(database.pool(), PostTable.TABLE);
    write("p1", "anna", 1, "Hello", "first words");
    write("p2", "ben", 2, "Reply", "hello, and more words");
    write("p3", "anna", 2, "Again", "nothing new");
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void newestFirstAndPaged() {
    assertThat(list(queries, PostFilter.ALL)).containsExactly("p3", "p2", "p1");
    assertThat(pageThrough(queries, PostFilter.ALL, 1, () -> {})).containsExactly("p3", "p2", "p1");
  }

  @Test
  void filtersByAuthorAndWords() {
    assertThat(list(queries, new PostFilter(Optional.of("anna"), Optional.empty()))).containsExactly("p3", "p1");
    assertThat(list(queries, new PostFilter(Optional.empty(), Optional.of("HELLO")))).containsExactly("p2", "p1");
    assertThat(list(queries, new PostFilter(Optional.of("ben"), Optional.of("\"more words\"")))).containsExactly("p2");
  }

  @Test
  void changeIsShownAndFound() {
    views.apply(handler, "post", "p1", 2,
        new PostEvent.Changed(new PostId("p1"), Map.of("title", new Change("Hello", "Bye")), Samples.STAMP));
    assertThat(list(queries, new PostFilter(Optional.empty(), Optional.of("bye")))).containsExactly("p1");
    assertThat(new String(queries.find("p1", Freshness.CACHED).orElseThrow().json(), StandardCharsets.UTF_8))
        .isEqualTo("""
            {"id":"p1","title":"Bye","content":"first words","author":"anna","created_at":"2026-05-04T12:00:01.123Z",\
            "updated_at":"2026-05-04T12:00:00.123Z","revision":2}""");
  }

  @Test
  void emptyListIsWhole() {
    PostFilter nobody = new PostFilter(Optional.of("nobody"), Optional.empty());
    assertThat(queries.list(nobody, dev.corkboard.readmodel.query.PageRequest.first(20), Freshness.FRESH).json())
        .isEqualTo("{\"results\":[],\"next\":null}".getBytes(StandardCharsets.UTF_8));
    assertThat(List.of(queries.find("nobody", Freshness.FRESH))).containsExactly(Optional.empty());
  }

  private void write(String id, String author, int second, String title, String content) {
    Stamp stamp = new Stamp(new Username(author), Samples.NOON.plusSeconds(second), "request");
    views.apply(handler, "post", id, 1, new PostEvent.Created(new PostId(id), new PostContent(title, content), stamp));
  }
}
