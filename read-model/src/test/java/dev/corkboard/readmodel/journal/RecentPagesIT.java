package dev.corkboard.readmodel.journal;

import static dev.corkboard.readmodel.Samples.tweeted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.TestJournal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RecentPagesIT {
  private final AtomicInteger decoded = new AtomicInteger();
  private TestDatabase database;
  private TestJournal journal;
  private RecentPages pages;

  /** One that follows, and what it has got. */
  private final class Follower {
    private final List<String> events = new ArrayList<>();
    private Position position = Position.START;

    boolean look() {
      JournalPage page = pages.after(position);
      page.events().forEach(event -> events.add(event.id()));
      page.unreadable().forEach(event -> events.add(event.id()));
      position = page.end();
      return !page.isEmpty();
    }

    void lookUntilNothingIsLeft() {
      while (look()) {
      }
    }
  }

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    journal = new TestJournal(database.pool());
    JournalReader reader = new JournalReader(database.pool(), (payload, name) -> {
      decoded.incrementAndGet();
      return TestJournal.DECODER.decode(payload, name);
    });
    pages = new RecentPages(reader, new TreeSet<>(List.of("tweet")));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void eventsAreDecodedOnceForAllWhoFollow() {
    List<Follower> followers = List.of(new Follower(), new Follower(), new Follower());
    for (int i = 0; i < 20; i++) {
      write(i, 7);
      followers.forEach(Follower::lookUntilNothingIsLeft);
    }
    assertThat(followers).allSatisfy(follower -> assertThat(follower.events).hasSize(140).doesNotHaveDuplicates());
    assertThat(decoded).hasValue(140);
  }

  @Test
  void whoStandsWithinAPageGetsTheRestOfIt() {
    write(0, 10);
    journal.writeRubbish("tweet", "bad", 1);
    JournalPage whole = pages.after(Position.START);
    assertThat(whole.size()).isEqualTo(11);
    JournalPage rest = pages.after(whole.events().get(6).position());
    assertThat(rest.events()).isEqualTo(whole.events().subList(7, 10));
    assertThat(rest.unreadable()).isEqualTo(whole.unreadable());
    assertThat(rest.end()).isEqualTo(whole.end());
    assertThat(rest.writtenAt()).isEqualTo(whole.writtenAt());
    assertThat(pages.after(whole.unreadable().getFirst().position()).isEmpty()).isTrue();
    assertThat(decoded).hasValue(11);
  }

  @Test
  void whoLooksSeldomTakesSeveralPagesAsOne() {
    Follower often = new Follower();
    for (int i = 0; i < 10; i++) {
      write(i, 40);
      often.lookUntilNothingIsLeft();
    }
    Follower seldom = new Follower();
    seldom.look();
    assertThat(seldom.events).isEqualTo(often.events).hasSize(400);
    assertThat(decoded).hasValue(400);
  }

  @Test
  void whoIsFarBehindTakesNothingFromTheOthers() {
    Follower early = new Follower();
    for (int i = 0; i < 10; i++) {
      write(i, 400);
      early.lookUntilNothingIsLeft();
    }
    Follower late = new Follower();
    late.look();
    write(10, 5);
    early.lookUntilNothingIsLeft();
    int before = decoded.get();
    Follower another = new Follower();
    another.position = early.position;
    write(11, 5);
    another.lookUntilNothingIsLeft();
    early.lookUntilNothingIsLeft();
    assertThat(decoded.get() - before).isEqualTo(5);
    late.lookUntilNothingIsLeft();
    assertThat(late.events).isEqualTo(early.events).hasSize(4010);
  }

  @Test
  void everyFollowerGetsAllInOrderWhateverTheTurns() {
    Random random = new Random(11);
    List<Follower> followers = IntStream.range(0, 4).mapToObj(i -> new Follower()).toList();
    for (int i = 0; i < 300; i++) {
      if (random.nextInt(3) == 0) write(i, 1 + random.nextInt(random.nextInt(20) == 0 ? 900 : 20));
      followers.get(random.nextInt(random.nextBoolean() ? 4 : 2)).look();
    }
    followers.forEach(Follower::lookUntilNothingIsLeft);
    String all = database.text("select string_agg(substr(persistence_id, 7), ' ' order by xid, ordering)"
        + " from journal.event_journal");
    assertThat(followers).allSatisfy(follower -> assertThat(String.join(" ", follower.events)).isEqualTo(all));
  }

  private void write(int group, int events) {
    journal.write(IntStream.range(0, events).mapToObj(i -> group + "-" + i)
        .map(id -> new Entry("tweet", id, 1, tweeted(id, "text"))).toList());
  }
}
