package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.domain.Username;
import dev.corkboard.domain.tweet.TweetCommand;
import dev.corkboard.domain.tweet.TweetContent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.domain.tweet.TweetState;
import dev.corkboard.readmodel.tweet.TweetFilter;
import dev.corkboard.readmodel.tweet.TweetView;
import dev.corkboard.readmodel.query.BinFilter;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.query.Queries;
import java.util.List;

/** Tweets over HTTP. */
public final class TweetRoutes {
  private static final String PATH = "/api/tweets";
  private static final Shape BODY = Shape.of().required("text", Reader.text(TweetContent.TEXT));

  private final Resource<TweetCommand, TweetState> resource;
  private final Queries<TweetFilter> queries;
  private final Listing<BinFilter<TweetView>> bin;
  private final Reads reads;

  TweetRoutes(Resource<TweetCommand, TweetState> resource, Queries<TweetFilter> queries,
      Listing<BinFilter<TweetView>> bin, Reads reads) {
    this.resource = resource;
    this.queries = queries;
    this.bin = bin;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking("author", "q", "deleted", "limit", "cursor", "count"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete),
        Endpoint.post(PATH + "/{id}/restore", SIGNED_IN, this::restore));
  }

  private Answer list(Call call) {
    TweetFilter filter = new TweetFilter(Filters.user(call.query(), "author").map(Username::value),
        call.query().search("q"));
    return reads.deletedOr(call, PATH, filter, bin, () -> reads.list(call, PATH, filter, queries));
  }

  private Answer show(Call call) {
    return reads.one(call, queries);
  }

  private Answer create(Call call) {
    return BODY.whole(call).then(values -> resource.create(call,
        id -> new TweetCommand.Create(new TweetId(id), TweetContent.FIELDS.create(values), call.origin())));
  }

  private Answer delete(Call call) {
    String id = call.variable(0);
    return resource.delete(call, id, ifMatch -> new TweetCommand.Delete(new TweetId(id), ifMatch, call.origin()));
  }

  private Answer restore(Call call) {
    String id = call.variable(0);
    return resource.restore(call, id, () -> new TweetCommand.Restore(new TweetId(id), call.origin()));
  }
}
