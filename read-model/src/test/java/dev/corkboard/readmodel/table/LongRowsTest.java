package dev.corkboard.readmodel.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.post.PostView;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Short events can make rows with long texts, many of them from one page of the journal. */
class LongRowsTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  private static final Username ANNA = new Username("anna");
  private static final PostContent LONGEST = new PostContent("title", "😀".repeat(100_000));

  @Test
  void rowsAreCopiedAPieceAtATime() throws SQLException {
    List<Version<PostView>> versions = IntStream.rangeClosed(1, 40).mapToObj(revision -> new Version<>(
        Row.live(new PostView(new PostId("p"), LONGEST, ANNA, AT, AT, revision)), AT)).toList();
    List<Integer> pieces = new ArrayList<>();
    PostTable.VERSIONS.copy(versions).rows().to(piece -> pieces.add(piece.length));
    assertThat(pieces).hasSizeGreaterThan(10).allMatch(length -> length < 4 << 20);
    assertThat(pieces.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(40 * 400_000);
  }

  @Test
  void shortRowsAreOnePiece() throws SQLException {
    PostContent content = new PostContent("title", "text");
    List<Row<PostView>> rows = IntStream.range(0, 500).mapToObj(number -> Row.live(
        new PostView(new PostId("p" + number), content, ANNA, AT, AT, 1))).toList();
    List<byte[]> pieces = new ArrayList<>();
    PostTable.TABLE.copy(rows).rows().to(pieces::add);
    assertThat(pieces).hasSize(1);
  }

  @Test
  void versionsShareATextThatStaysAsItWas() {
    assertThat(new PostContent("other", LONGEST.content()).content()).isSameAs(LONGEST.content());
  }

  @Test
  void pageIsDividedWhereTheRowsOfItsEntitiesAreLarge() throws SQLException {
    List<JournalEvent> events = Stream.concat(ids().map(id -> deleted(id, 2)), ids().map(id -> deleted(id, 3)))
        .toList();
    assertThat(PageParts.of(events, ids -> 1_000)).containsExactly(events);
    List<List<JournalEvent>> parts = PageParts.of(events, ids -> 400_000L * ids.size());
    assertThat(parts).hasSize(3);
    assertThat(parts.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(events);
    for (List<JournalEvent> part : parts) {
      assertThat(part.stream().map(JournalEvent::id).distinct().count()).isLessThanOrEqualTo(20);
      assertThat(part.stream().map(JournalEvent::revision)).isSorted();
    }
  }

  private static Stream<String> ids() {
    return IntStream.range(0, 50).mapToObj(number -> "p" + number);
  }

  private static JournalEvent deleted(String id, long revision) {
    return new JournalEvent(new Position(1, revision), "post", id, revision, "post-deleted",
        new PostEvent.Deleted(new PostId(id), Optional.empty(), new Stamp(ANNA, AT, "request")), AT);
  }
}
