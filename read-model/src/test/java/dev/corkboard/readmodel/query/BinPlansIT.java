package dev.corkboard.readmodel.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.post.PostFilter;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.post.PostView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bin of a large board is read along an index, and other lists as before. */
final class BinPlansIT {

  private static final String POSTS = """
      insert into views.post (id, title, content, author, created_at, updated_at, revision, deleted, deleted_by,
        deleted_at, words)
      select 'p' || n, 't', 'c', 'anna', moment, moment, 2, n % 2 = 0, case when n % 2 = 0 then 'ben' end,
        case when n % 2 = 0 then moment end, ' t c '
      from (select n, timestamptz '2026-01-01' + n * interval '1 second' as moment from generate_series(1, 20000) n) made""";

  @Test
  void binIsReadAlongAnIndex() {
    try (TestDatabase database = TestDatabase.create()) {
      database.execute(POSTS);
      database.execute("analyze views.post");
      Explained explained = new Explained(database.pool(), database.where());
      Listing<BinFilter<PostView>> bin = TableQueries.ofDeleted(explained.source(), PostTable.TABLE, ListPosition.NONE,
          Derived.nothing());
      for (PostFilter filter : List.of(PostFilter.ALL, new PostFilter(Optional.of("anna"), Optional.empty())))
        bin.list(new BinFilter<>(filter, false), PageRequest.first(20), Freshness.FRESH);
      new TableQueries<PostView, PostFilter>(explained.source(), PostTable.TABLE).list(PostFilter.ALL,
          PageRequest.first(20), Freshness.FRESH);
      assertThat(explained.taken()).isNotEmpty().allSatisfy(plan -> {
        assertThat(plan.sequentialScans()).isEmpty();
        assertThat(plan.sorted()).isZero();
      });
    }
  }
}
