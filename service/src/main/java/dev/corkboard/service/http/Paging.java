package dev.corkboard.service.http;

import dev.corkboard.readmodel.query.PageRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** What all lists have in common: how many results a page has, and the link to the next one. */
final class Paging {
  private Paging() {}

  static int limit(Query query) {
    return limit(query, PageRequest.DEFAULT, PageRequest.MAX);
  }

  /** For a list with pages of another size. */
  static int limit(Query query, int usual, int most) {
    return query.one("limit", "a number from 1 to " + most, text -> parsed(text, most)).orElse(usual);
  }

  /** Whether it is asked how many results all pages have together. */
  static boolean counted(Query query) {
    return Filters.flag(query, "count").orElse(false);
  }

  static Answer withNext(Answer page, String url) {
    return page.with("Link", "<" + url + ">; rel=\"next\"");
  }

  /** The query of the next page, with all that was asked of this one. */
  static String following(Call call, String cursor) {
    StringJoiner query = new StringJoiner("&");
    call.query().given().forEach((name, values) -> {
      if (!name.equals("cursor")) values.forEach(value -> query.add(name + "=" + encoded(value)));
    });
    return query.add("cursor=" + encoded(cursor)).toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Optional<Integer> parsed(String text, int most) {
    if (!text.matches("\\d{1,4}")) return Optional.empty();
    return Optional.of(Integer.parseInt(text)).filter(limit -> limit >= 1 && limit <= most);
  }
}
