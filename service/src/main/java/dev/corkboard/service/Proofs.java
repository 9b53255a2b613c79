package dev.corkboard.service;

import dev.corkboard.readmodel.post.PostProjection;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.proof.Fault;
import dev.corkboard.readmodel.proof.ProvenView;
import dev.corkboard.readmodel.proof.ViewProof;
import dev.corkboard.readmodel.sprint.SprintProjection;
import dev.corkboard.readmodel.sprint.SprintTable;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.tweet.TweetProjection;
import dev.corkboard.readmodel.tweet.TweetTable;
import dev.corkboard.service.reminder.ReminderTasks;
import dev.corkboard.service.serialization.EventSerializer;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The views as the journal has them, each beside the database that shows it. */
public final class Proofs {
  private static final ProvenView<?> REMINDERS = ReminderTasks.proven("reminders");
  private static final List<ProvenView<?>> SHOWN = List.of(
      ProvenView.of("posts", "post", PostTable.TABLE, PostProjection::after),
      ProvenView.of("post_versions", "post", PostTable.VERSIONS, PostProjection::after),
      ProvenView.of("tweets", "tweet", TweetTable.TABLE, TweetProjection::after),
      ProvenView.of("sprints", "sprint", SprintTable.TABLE, SprintProjection::after),
      ProvenView.of("sprint_versions", "sprint", SprintTable.VERSIONS, SprintProjection::after),
      ProvenView.of("tasks", "task", TaskTable.TABLE, TaskProjection::after),
      ProvenView.of("task_versions", "task", TaskTable.VERSIONS, TaskProjection::after));

  private final DataSource journal;
  private final DataSource main;
  private final DataSource views;

  /**
   * @param journal two connections at once, if it is the same as one of the others
   * @param main the database of the reminders' view, which is the journal's
   */
  public Proofs(DataSource journal, DataSource main, DataSource views) {
    this.journal = journal;
    this.main = main;
    this.views = views;
  }

  /** Their names. */
  static List<String> names() {
    return Stream.concat(SHOWN.stream(), Stream.of(REMINDERS)).map(ProvenView::name).toList();
  }

  /** Told of each view when it has been compared. */
  interface Report {
    void compared(String view, ViewProof.Extent extent);
  }

  /** Compares all views, one after the other. */
  void run(ViewProof.Progress progress, Consumer<Fault> faults, Report report) {
    for (ProvenView<?> view : SHOWN)
      report.compared(view.name(), run(view, views, progress, faults));
    report.compared(REMINDERS.name(), run(REMINDERS, main, progress, faults));
  }

  /** All that is wrong, a sentence each. */
  public List<String> faults() {
    Stream.Builder<String> said = Stream.builder();
    run((done, all) -> {
    }, fault -> said.add(fault.toString()), (view, extent) -> {
    });
    return said.build().toList();
  }

  private ViewProof.Extent run(ProvenView<?> view, DataSource shown, ViewProof.Progress progress,
      Consumer<Fault> faults) {
    return new ViewProof(journal, shown, EventSerializer.decoder()).run(view, progress, faults);
  }
}
