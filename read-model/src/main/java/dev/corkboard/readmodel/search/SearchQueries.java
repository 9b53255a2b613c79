package dev.corkboard.readmodel.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.query.Conditions;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Param;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.Results;
import dev.corkboard.readmodel.query.Sort;
import dev.corkboard.readmodel.sprint.SprintCounts;
import dev.corkboard.readmodel.sprint.SprintCounts.Count;
import dev.corkboard.readmodel.text.Excerpt;
import dev.corkboard.readmodel.text.WordQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/**
 * Finds resources of several kinds by their words: those first that have all of them in the title, of these and of the
 * others the newest first. Ids sort by creation, so the place of each stays the same while others write. Calls block.
 */
public final class SearchQueries {
  /** Where a hit is: in the title, or else in the text; and within these by id, downwards. */
  private static final String IN_TITLE = "1";
  private static final String IN_TEXT = "0";
  public static final Sort<Hit> ORDER = Sort.number("search", "id", hit -> Double.valueOf(IN_TEXT));

  /** The words of the title stand first, and two spaces after them (docs/adr/0028-words-and-order.md). */
  private static final String TITLE = "split_part(words, '  ', 1)";
  /** As in the index. */
  private static final String TITLE_SEARCH = "array_to_tsvector(array_remove(string_to_array(" + TITLE
      + ", ' '), ''))";
  /** Characters of a text that are looked at for the excerpt. */
  private static final int LOOKED_AT = 10_000;
  private static final int TITLE_OF_TWEET = 50;

  private final DataSource database;

  public SearchQueries(DataSource database) {
    this.database = database;
  }

  /** What was found. */
  public record Hit(String kind, String id, String title, String excerpt, long revision) {}

  private record SprintHit(@JsonUnwrapped Hit hit, @JsonUnwrapped Count count) {}

  /** A hit and its place. */
  private record Placed(String place, Hit hit) {}

  /**
   * @param kinds at least one
   */
  public RenderedPage find(WordQuery words, Collection<SearchKind> kinds, PageRequest page) {
    return Sql.snapshot(database, connection -> {
      Optional<Cursor> after = page.after();
      List<Placed> found = new ArrayList<>();
      List<SearchKind> titled = kinds.stream().filter(SearchKind::hasTitle).toList();
      boolean fromTitles = after.filter(cursor -> cursor.key().equals(IN_TEXT)).isEmpty();
      if (fromTitles && !titled.isEmpty()) {
        found.addAll(hits(connection, words, titled, IN_TITLE, after.map(Cursor::id), page.limit() + 1));
      }
      if (found.size() <= page.limit()) {
        found.addAll(hits(connection, words, kinds, IN_TEXT, fromTitles ? Optional.empty() : after.map(Cursor::id),
            page.limit() + 1 - found.size()));
      }
      return page(connection, found, page.limit());
    });
  }

  private static RenderedPage page(Connection connection, List<Placed> found, int limit) throws SQLException {
    List<String> sprints = found.stream().map(Placed::hit).filter(hit -> hit.kind().equals(SearchKind.SPRINT.word()))
        .map(Hit::id).toList();
    Map<String, Count> counts = SprintCounts.now(connection, sprints);
    Results results = new Results();
    for (Placed placed : found.subList(0, Math.min(limit, found.size())))
      if (!results.add(shown(placed.hit(), counts))) break;
    Optional<String> next = results.count() < found.size()
        ? Optional.of(cursor(found.get(results.count() - 1)))
        : Optional.empty();
    return new RenderedPage(results.answer(next), next);
  }

  private static Object shown(Hit hit, Map<String, Count> counts) {
    return hit.kind().equals(SearchKind.SPRINT.word())
        ? new SprintHit(hit, counts.getOrDefault(hit.id(), Count.NONE))
        : hit;
  }

  private static String cursor(Placed last) {
    return new Cursor(ORDER.name(), last.place(), last.hit().id()).toString();
  }

  private static List<Placed> hits(Connection connection, WordQuery words, Collection<SearchKind> kinds, String place,
      Optional<String> before, int limit) throws SQLException {
    List<String> parts = new ArrayList<>();
    List<Param> params = new ArrayList<>();
    for (SearchKind kind : kinds) {
      Conditions conditions = place.equals(IN_TITLE) ? inTitle(words) : inText(kind, words);
      before.ifPresent(id -> conditions.add("id < ?", Param.text(id)));
      parts.add("(" + kind.select(LOOKED_AT) + conditions.sql() + " order by id desc limit ?)");
      params.addAll(conditions.params());
      params.add(Param.number(limit));
    }
    params.add(Param.number(limit));
    String sql = "select * from (" + String.join(" union all ", parts) + ") found order by id desc limit ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      // The best plan depends on how common the words are.
      query.unwrap(PGStatement.class).setPrepareThreshold(0);
      Param.bind(query, params);
      return hits(query, words, place);
    }
  }

  private static Conditions inText(SearchKind kind, WordQuery words) {
    Conditions conditions = new Conditions().words("search", "words", words);
    return kind.hasTitle() ? conditions.not(inTitle(words)) : conditions;
  }

  private static Conditions inTitle(WordQuery words) {
    return new Conditions().words(TITLE_SEARCH, "(" + TITLE + " || ' ')", words);
  }

  private static List<Placed> hits(PreparedStatement query, WordQuery words, String place) throws SQLException {
    List<Placed> hits = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String text = row.getString("text");
        String title = row.getString("title");
        hits.add(new Placed(place, new Hit(row.getString("kind"), row.getString("id"),
            title.isEmpty() ? Excerpt.start(text, TITLE_OF_TWEET) : title, Excerpt.of(text, words),
            row.getLong("revision"))));
      }
    }
    return hits;
  }
}
