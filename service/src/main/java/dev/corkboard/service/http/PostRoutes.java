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
import java.util.List;

/** Posts over HTTP. */
public final class PostRoutes {
  private static final String PATH = "/api/posts";
  private static final Fields<PostContent> FIELDS = PostContent.FIELDS;
  private static final Shape BODY = Shape.of()
      .required("title", Reader.text(PostContent.TITLE))
      .required("content", Reader.text(PostContent.CONTENT));

  private final Resource<PostCommand, PostState> resource;
  private final Timeline<PostFilter> timeline;
  private final Reads reads;

  PostRoutes(Resource<PostCommand, PostState> resource, Timeline<PostFilter> timeline, Reads reads) {
    this.resource = resource;
    this.timeline = timeline;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking("author", "q", "limit", "cursor", "count", "as_of"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show).taking("as_of", "revision"),
        Endpoint.patch(PATH + "/{id}", SIGNED_IN, this::change),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete),
        Endpoint.post(PATH + "/{id}/restore", SIGNED_IN, this::restore));
  }

  private Answer list(Call call) {
    PostFilter filter = new PostFilter(Filters.user(call.query(), "author").map(Username::value),
        call.query().search("q"));
    return reads.list(call, PATH, filter, timeline);
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
    return BODY.partial(call).then(values -> resource.merge(call, id,
        ifMatch -> new PostCommand.Change(new PostId(id), new Patch<>(values), ifMatch, call.origin())));
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
