package dev.corkboard.readmodel.text;

import static dev.corkboard.readmodel.query.TestViews.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.readmodel.Samples;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.post.PostFilter;
import dev.corkboard.readmodel.post.PostProjection;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.post.PostView;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.query.TestViews;
import dev.corkboard.readmodel.query.VersionQueries;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type finds what others wrote, in the lists of now and as of an instant. */
final class SearchIT {
  private static final int LONGEST = 100_000;

  private static TestDatabase database;
  private static TestViews views;
  private static int posts;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    views = new TestViews(database);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      the “quarterly” report     | quarterly report
      plan—draft                 | plan x; no
      plan—draft                 | plan draft
      plan—draft                 | plan/draft
      plan—draft                 | "plan draft"
      ¿dónde?                    | donde
      ¿dónde?                    | DÓNDE está; no
      party🎉 today              | party today
      party🎉 today              | "party today"
      party🎉 today              | 🎉
      /srv/plan/notes            | notes
      /srv/plan/notes            | srv pl
      see plan.png               | plan see
      see plan.png               | plan.png
      see plan.png               | .png
      see planpng                | plan.png; no
      Board.plan()               | plan
      Board.plan()               | board.plan
      call createTask now        | task
      call createTask now        | createtask
      call createTask now        | "call createTask now"
      a snake_case name          | case
      <b>plan</b> & draft>x      | plan draft x
      so\\u00adft wo\\u200brd    | soft word
      soft                       | so\\u00adft
      C++ and C#                 | c++
      C++ and C#                 | c#
      C++ and C#                 | c
      vitamin C                  | c++; no
      see (#42).                 | #42
      see (#42).                 | 42
      the number 42              | #42; no
      on .NET today              | .net
      on ASP.NET today           | .net
      a fishing net              | .net; no
      don't panic                | dont
      don't panic                | don’t panic
      dont panic                 | don't
      l’école                    | école
      send an e-mail             | email
      send an e-mail             | "an e-mail"
      send an email              | e-mail
      paid 1,000 of them         | 1000
      version 1.2.3              | 1.2.3
      version 1.3.2              | 1.2.3; no
      anna@example.com           | example.com
      Straße und Ærø             | STRASSE aero
      strasse                    | Straße
      ＦＵＬＬ ｗｉｄｔｈ           | full width
      👍🏽 👨‍👩‍👧 🇩🇪          | 👍
      👍🏽 👨‍👩‍👧 🇩🇪          | 👨‍👩‍👧 👧
      👍🏽 👨‍👩‍👧 🇩🇪          | 🇩🇪
      ❤️                         | ❤
      מילה שָׁלוֹם               | שלום
      हिन्दी में                 | हिन्दी
      我们在讨论季度计划          | 季度
      我们在讨论季度计划          | 论
      我们在讨论季度计划          | 计划 季度
      我们在讨论季度计划          | 计划季; no
      東京タワーへ行く            | タワー
      東京タワーへ行く            | 京 タワ
      ﾃﾞｰﾀﾍﾞｰｽ                   | ベース
      データベース               | ヘース; no
      서울에서 만나요             | 서울
      서울에서 만나요             | "에서 만"
      서울에서 만나요             | "에서만"; no
      ประชุมวางแผนไตรมาสหน้า      | วางแผน
      ប្រជុំផែនការ                | ផែនការ
      planning                   | pla
      planning                   | pla ning; no
      planning today             | plan today; no
      "planning" it              | "plan"; no
      """)
  void findsWhatIsMeant(String text, String typed) {
    boolean missing = typed.endsWith("; no");
    String q = unescaped(missing ? typed.substring(0, typed.length() - 4) : typed);
    String id = write(unescaped(text), "-");
    assertThat(found(q).contains(id)).as("%s in %s", q, text).isNotEqualTo(missing);
  }

  @Test
  void everyPartOfARunIsFound() {
    Random random = new Random(7);
    for (String letters : List.of("日本語東京季度计划", "タワーデータがぎ", "서울에서만나요회의", "ประชุมวางแผนหน้าที่", "សួស្តីភាសា")) {
      StringBuilder run = new StringBuilder();
      for (int i = 0; i < 40; i++)
        run.append(letters.charAt(random.nextInt(letters.length())));
      String id = write("run", run.toString());
      for (int from = 0; from < 36; from += 5)
        for (int length = 1; length <= 4; length++)
          assertThat(found(run.substring(from, from + length))).as(run.substring(from, from + length)).contains(id);
    }
  }

  @Test
  void endOfALongTextIsFoundLikeItsBeginning() {
    String words = "the word and the other of the ".repeat(LONGEST).substring(0, LONGEST - 30);
    String id = write("first of all", words + " the very last words of it");
    assertThat(found("\"very last words\"")).containsExactly(id);
    assertThat(found("\"the very last\" \"first of all\"")).containsExactly(id);
    assertThat(found("\"last very words\"")).isEmpty();
    assertThat(found("\"first of all the word\"")).isEmpty();
    StringBuilder different = new StringBuilder();
    for (int i = 0; different.length() < LONGEST - 20; i++)
      different.appendCodePoint(0x20000 + i % 40_000);
    String other = write("Han", different + "季度计划");
    assertThat(found("季度计划")).contains(other);
    String emoji = write("party", "\ud83c\udf89".repeat(LONGEST - 2) + " \ud83c\udf82");
    assertThat(found("party \ud83c\udf82")).containsExactly(emoji);
  }

  private static String write(String title, String content) {
    String id = "post%04d".formatted(++posts);
    Stamp stamp = new Stamp(new Username("anna"), Samples.NOON, "request");
    PostEvent created = new PostEvent.Created(new PostId(id), new PostContent(title, content), stamp);
    views.apply(PostProjection.TABLES.handler("views"), "post", id, 1, created);
    views.apply(PostProjection.VERSION_TABLES.handler("views"), "post", id, 1, created);
    return id;
  }

  /** The newest hundred of now, which are those of then. */
  private static List<String> found(String q) {
    PostFilter filter = new PostFilter(Optional.empty(), Optional.of(q));
    PageRequest page = PageRequest.first(PageRequest.MAX);
    List<String> now = ids(new TableQueries<PostView, PostFilter>(database.pool(), PostTable.TABLE).list(filter, page,
        Freshness.FRESH));
    assertThat(ids(new VersionQueries<PostView, PostFilter>(database.pool(), PostTable.VERSIONS).list(filter, page,
        Samples.NOON.plusSeconds(1)))).isEqualTo(now);
    return now;
  }

  private static String unescaped(String text) {
    return text.replace("\\u00ad", "\u00ad").replace("\\u200b", "\u200b");
  }
}
