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
import dev.corkboard.readmodel.query.Queries;
import java.util.List;

/** Posts over HTTP. */
public final class PostRoutes {
  private static final String PATH = "/api/posts";
  private static final Fields<PostContent> FIELDS = PostContent.FIELDS;
  private static final Shape BODY = Shape.of()
      .required("title", Reader.text(PostContent.TITLE))
      .required("content", Reader.text(PostContent.CONTENT));

  private final Resource<PostCommand, PostState> resource;
  private final Queries<PostFilter> queries;
  private final Reads reads;

  PostRoutes(Resource<PostCommand, PostState> resource, Queries<PostFilter> queries, Reads reads) {
    this.resource = resource;
    this.queries = queries;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking("author", "q", "limit", "cursor"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show),
        Endpoint.patch(PATH + "/{id}", SIGNED_IN, this::change),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete));
  }

  private Answer list(Call call) {
    PostFilter filter = new PostFilter(Filters.user(call.query(), "author").map(Username::value),
        call.query().search("q"));
    return reads.list(call, PATH, filter, queries);
  }

  private Answer show(Call call) {
    return reads.one(call, queries);
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
}
