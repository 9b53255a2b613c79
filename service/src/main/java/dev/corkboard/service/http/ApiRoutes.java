package dev.corkboard.service.http;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.FieldMerge;
import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.tweet.TweetCommand;
import dev.corkboard.domain.tweet.TweetState;
import dev.corkboard.readmodel.journal.EntityHistory;
import dev.corkboard.readmodel.post.PostFilter;
import dev.corkboard.readmodel.post.PostView;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.BinFilter;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.search.SearchQueries;
import dev.corkboard.readmodel.sprint.Burndowns;
import dev.corkboard.readmodel.sprint.SprintFilter;
import dev.corkboard.readmodel.sprint.SprintView;
import dev.corkboard.readmodel.task.LabelFilter;
import dev.corkboard.readmodel.sprint.Timelines;
import dev.corkboard.readmodel.task.TaskColumns;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskView;
import dev.corkboard.readmodel.tweet.TweetFilter;
import dev.corkboard.readmodel.tweet.TweetView;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.PastStates;
import dev.corkboard.service.id.TaskNumbers;
import dev.corkboard.service.idempotency.IdempotencyKeys;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The endpoints of posts, tweets, sprints and tasks, put together from the write side and the views. */
public final class ApiRoutes {

  /** The way to the entities of one kind, and to their past. */
  public record Writes<C extends Command, S extends State>(Gateway<C, S> gateway, PastStates<S> past) {}

  /** The write side. */
  public record WriteSide(Writes<PostCommand, PostState> posts, Writes<TweetCommand, TweetState> tweets,
      Writes<SprintCommand, SprintState> sprints, Writes<TaskCommand, TaskState> tasks, IdempotencyKeys keys,
      TaskNumbers numbers) {}

  /**
   * The read side; {@code isEmpty} tells whether a sprint has no task, every acknowledged write considered, and
   * {@code catchUp} waits until the columns show every such write, but not for long.
   */
  public record ReadSide(Queries<PostFilter> posts, Queries<TweetFilter> tweets, Queries<SprintFilter> sprints,
      Queries<TaskFilter> tasks, Queries<LabelFilter> labels, Bins bins, Listing<TaskFilter> board,
      SearchQueries search, TaskColumns columns,
      Predicate<SprintId> isEmpty, Runnable catchUp, Consistency.Views views) {}

  /** What is deleted. */
  public record Bins(Listing<BinFilter<PostView>> posts, Listing<BinFilter<TweetView>> tweets,
      Listing<BinFilter<SprintView>> sprints, Listing<BinFilter<TaskView>> tasks) {}

  /** What was: each entity's events from the journal, what the views showed, and what became of sprints. */
  public record PastSide(EntityHistory journal, Versions<PostFilter> posts, Versions<SprintFilter> sprints,
      Versions<TaskFilter> tasks, Versions<TaskFilter> board, Burndowns burndowns, Timelines timelines) {}

  private final WriteSide writes;
  private final ReadSide views;
  private final PastSide past;
  private final Predicate<Username> userExists;
  private final Function<Position, String> positions;
  private final URI publicUrl;

  /**
   * @param positions a position as clients have it
   */
  public ApiRoutes(WriteSide writes, ReadSide views, PastSide past, Predicate<Username> userExists,
      Function<Position, String> positions, URI publicUrl) {
    this.writes = writes;
    this.views = views;
    this.past = past;
    this.userExists = userExists;
    this.positions = positions;
    this.publicUrl = publicUrl;
  }

  public List<Endpoint> endpoints() {
    Board board = new Board(writes.tasks().gateway(), views.columns(), views.catchUp());
    Reads reads = new Reads(new Consistency(views.views()), positions, publicUrl);
    SprintDoors doors = new SprintDoors();
    Resource<SprintCommand, SprintState> sprints = sprints();
    Histories histories = new Histories(past.journal(), publicUrl);
    return Stream.of(
        List.of(histories.endpoint("post", "/api/posts"), histories.endpoint("sprint", "/api/sprints"),
            histories.endpoint("task", "/api/tasks")),
        new PostRoutes(posts(), new Timeline<>(views.posts(), past.posts()), views.bins().posts(), reads).endpoints(),
        new TweetRoutes(tweets(), views.tweets(), views.bins().tweets(), reads).endpoints(),
        new SprintRoutes(sprints, new Timeline<>(views.sprints(), past.sprints()), views.bins().sprints(),
            views.isEmpty(), doors,
            past.burndowns(), past.tasks(), reads,
            new SprintClosing(sprints, writes.sprints().gateway(), doors, board)).endpoints(),
        new TaskRoutes(tasks(board), new Timeline<>(views.tasks(), past.tasks()), views.bins().tasks(),
            new TaskFactFinder(writes.sprints().gateway(), userExists, doors),
            board, writes.numbers(), reads).endpoints(),
        new LabelRoutes(views.labels(), reads).endpoints(),
        new BoardRoutes(views.board(), past.board(), reads).endpoints(),
        new SearchRoutes(views.search(), reads).endpoints(),
        new TimelineRoutes(past.timelines(), this::versionsCaughtUp, reads).endpoints())
        .flatMap(List::stream).toList();
  }

  private boolean versionsCaughtUp() {
    return past.tasks().catchUp().getAsBoolean() & past.sprints().catchUp().getAsBoolean();
  }

  private Resource<PostCommand, PostState> posts() {
    return resource("post", "/api/posts", writes.posts(),
        state -> state instanceof PostState.Live live ? Optional.of(PostView.of(live)) : Optional.empty(),
        state -> state.lastContent().map(PostContent.FIELDS::values).orElse(Map.of()), FieldMerge.NONE);
  }

  private Resource<TweetCommand, TweetState> tweets() {
    return resource("tweet", "/api/tweets", writes.tweets(),
        state -> state instanceof TweetState.Live live ? Optional.of(TweetView.of(live)) : Optional.empty(),
        state -> Map.of(), FieldMerge.NONE); // nothing of a tweet can be changed
  }

  private Resource<SprintCommand, SprintState> sprints() {
    return resource("sprint", "/api/sprints", writes.sprints(),
        state -> state instanceof SprintState.Live live ? Optional.of(SprintView.of(live)) : Optional.empty(),
        state -> state.lastContent().map(SprintContent.FIELDS::values).orElse(Map.of()), FieldMerge.NONE);
  }

  private Resource<TaskCommand, TaskState> tasks(Board board) {
    return resource("task", "/api/tasks", new Writes<>(board.tasks(), writes.tasks().past()),
        state -> state instanceof TaskState.Live live ? Optional.of(TaskView.of(live)) : Optional.empty(),
        state -> state.lastContent().map(TaskContent.FIELDS::values).orElse(Map.of()), TaskContent::merge);
  }

  private <C extends Command, S extends State> Resource<C, S> resource(String kind, String path, Writes<C, S> writes,
      Function<S, Optional<Object>> view, Function<S, Map<String, Object>> fields, FieldMerge fieldMerge) {
    return new Resource<>(new Resource.Description<>(kind, path, view), writes.gateway(),
        new Merges<>(writes.past(), fields, fieldMerge), this.writes.keys(), publicUrl);
  }
}
