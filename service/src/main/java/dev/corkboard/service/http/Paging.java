package dev.corkboard.service.http;

import dev.corkboard.readmodel.query.PageRequest;
import java.util.Optional;

/** What all lists have in common: how many results a page has, and the link to the next one. */
final class Paging {
  private Paging() {}

  static int limit(Query query) {
    return query.one("limit", "a number from 1 to " + PageRequest.MAX, Paging::parsed).orElse(PageRequest.DEFAULT);
  }

  static Answer withNext(Answer page, String url) {
    return page.with("Link", "<" + url + ">; rel=\"next\"");
  }

  private static Optional<Integer> parsed(String text) {
    if (!text.matches("\\d{1,3}")) return Optional.empty();
    return Optional.of(Integer.parseInt(text)).filter(limit -> limit >= 1 && limit <= PageRequest.MAX);
  }
}
