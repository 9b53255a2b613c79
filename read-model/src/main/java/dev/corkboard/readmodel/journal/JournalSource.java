package dev.corkboard.readmodel.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.projection.javadsl.SourceProvider;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The journal as a source of pages, whose offsets are positions. A page is one envelope, so a projection writes it, and
 * its offset, in one transaction.
 */
public final class JournalSource extends SourceProvider<String, JournalPage> {
  private final RecentPages journal;
  private final JournalHint hint;
  private final SortedSet<String> kinds;
  private final Duration gathering;
  private final Executor blocking;

  /**
   * @param gathering see {@link JournalPoll}
   * @param blocking where the reads run and wait for more: a thread of it is taken for good
   */
  public JournalSource(RecentPages journal, JournalHint hint, SortedSet<String> kinds, Duration gathering,
      Executor blocking) {
    this.journal = journal;
    this.hint = hint;
    this.kinds = kinds;
    this.gathering = gathering;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<Source<JournalPage, NotUsed>> source(
      Supplier<CompletionStage<Optional<String>>> storedOffset) {
    return storedOffset.get().thenApply(offset -> pages(offset.map(JournalSource::position).orElse(Position.START)));
  }

  /** Every page after a position, for ever. */
  public Source<JournalPage, NotUsed> pages(Position after) {
    return Source.lazySource(() -> {
      JournalPoll poll = new JournalPoll(journal::after, hint.bell(kinds), gathering);
      return Source.unfoldAsync(after, position -> next(poll, position)).watchTermination((notUsed, done) -> {
        done.whenComplete((end, failure) -> poll.close());
        return notUsed;
      });
    }).mapMaterializedValue(later -> NotUsed.getInstance());
  }

  @Override
  public String extractOffset(JournalPage page) {
    return page.end().toString();
  }

  @Override
  public long extractCreationTime(JournalPage page) {
    return page.writtenAt().toEpochMilli();
  }

  private CompletionStage<Optional<Pair<Position, JournalPage>>> next(JournalPoll poll, Position position) {
    return CompletableFuture.supplyAsync(() -> poll.next(position).map(page -> Pair.create(page.end(), page)),
        blocking);
  }

  private static Position position(String offset) {
    return Position.parse(offset).orElseThrow(() -> new IllegalStateException("not a position: " + offset));
  }
}
