package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.search.SearchKind;
import dev.corkboard.readmodel.search.SearchQueries;
import dev.corkboard.readmodel.text.WordQuery;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds anything on the board. */
final class SearchRoutes {
  private static final String PATH = "/api/search";
  private static final String KINDS = "one of "
      + Arrays.stream(SearchKind.values()).map(SearchKind::word).collect(Collectors.joining(", "));

  private final SearchQueries search;
  private final Reads reads;

  SearchRoutes(SearchQueries search, Reads reads) {
    this.search = search;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, SIGNED_IN, this::find).taking("q", "kind", "limit", "cursor"));
  }

  private Answer find(Call call) {
    Query query = call.query();
    Optional<String> typed = query.search("q");
    if (query.all("q").isEmpty()) query.wrong("q", "required", "Say what to search for.");
    List<SearchKind> named = query.all("kind", KINDS, SearchKind::named);
    Set<SearchKind> kinds = named.isEmpty() ? EnumSet.allOf(SearchKind.class) : EnumSet.copyOf(named);
    Optional<Cursor> after = query.one("cursor", "a cursor that this list gave",
        text -> Cursor.read(text, SearchQueries.ORDER));
    int limit = Paging.limit(query);
    return query.checked(limit).then(most -> {
      WordQuery words = WordQuery.of(typed.orElseThrow());
      return reads.waiting(call, freshness -> reads.slowly(call,
          () -> reads.page(call, PATH, search.find(words, kinds, new PageRequest(most, after)))));
    });
  }
}
