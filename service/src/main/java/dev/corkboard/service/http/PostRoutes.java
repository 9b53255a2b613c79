package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.domain.Fields;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.readmodel.post.PostFilter;
import dev.corkboard.readmodel.post.PostView;
import dev.corkboard.readmodel.query.BinFilter;
import dev.corkboard.readmodel.query.Listing;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** Posts over HTTP. */
public final class PostRoutes {
  private static final String PATH = "/api/posts";
  private static final Fields<PostContent> FIELDS = PostContent.FIELDS;
  private static final Shape BODY = Shape.of()
      .required("title", Reader.text(PostContent.TITLE))
      .required("content", Reader.text(PostContent.CONTENT));

  private final Resource<PostCommand, PostState> resource;
  private final Timeline<PostFilter> timeline;
  private final Listing<BinFilter<PostView>> bin;
  private final Reads reads;

  PostRoutes(Resource<PostCommand, PostState> resource, Timeline<PostFilter> timeline,
      Listing<BinFilter<PostView>> bin, Reads reads) {
    this.resource = resource;
    this.timeline = timeline;
    this.bin = bin;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking("author", "q", "deleted", "limit", "cursor", "count", "as_of"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show).taking("as_of", "revision"),
        Endpoint.patch(PATH + "/{id}", SIGNED_IN, this::change),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete),
        Endpoint.post(PATH + "/{id}/restore", SIGNED_IN, this::restore),
        Endpoint.post(PATH + "/{id}/revert", SIGNED_IN, this::revert));
  }

  private Answer list(Call call) {
    PostFilter filter = new PostFilter(Filters.user(call.query(), "author").map(Username::value),
        call.query().search("q"));
    return reads.deletedOr(call, PATH, filter, bin, () -> reads.list(call, PATH, filter, timeline));
  }

  private Answer show(Call call) {
    return reads.one(call, timeline);
  }

  private Answer create(Call call) {
    return BODY.whole(call).then(values -> resource.create(call,
        id -> new PostCommand.Create(new PostId(id), FIELDS.create(values), call.origin())));
  }

  private Answer change(Call call) {
    String id = call.variable(0);
    return BODY.partial(call).then(values -> resource.merge(call, id, values, change(call, id)));
  }

  private Answer revert(Call call) {
    String id = call.variable(0);
    return resource.revert(call, id, (known, values) -> resource.merge(id, known, values, change(call, id)));
  }

  private static BiFunction<Patch<PostContent>, OptionalLong, PostCommand> change(Call call, String id) {
    return (patch, ifMatch) -> new PostCommand.Change(new PostId(id), patch, ifMatch, call.origin());
  }

  private Answer delete(Call call) {
    String id = call.variable(0);
    return resource.delete(call, id, ifMatch -> new PostCommand.Delete(new PostId(id), ifMatch, call.origin()));
  }

  private Answer restore(Call call) {
    String id = call.variable(0);
    return resource.restore(call, id, () -> new PostCommand.Restore(new PostId(id), call.origin()));
  }
}
