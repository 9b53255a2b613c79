package dev.corkboard.readmodel.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.query.Derived;
import dev.corkboard.readmodel.query.PageForm;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import java.util.function.Function;

/** Tasks as a board shows them: without their descriptions, a whole board at once. */
public final class TaskCards {
  private static final String LEFT_OUT = "description";

  public static final Table<TaskView> TABLE = TaskTable.TABLE.without(LEFT_OUT);

  /** The versions of its rows. */
  public static final VersionTable<TaskView> VERSIONS = new VersionTable<>(TaskTable.VERSIONS.name(), TABLE);

  private static final ObjectWriter WRITER = Json.mapper().copy()
      .addMixIn(TaskContent.class, WithoutDescription.class).writer();

  @JsonIgnoreProperties(LEFT_OUT)
  private interface WithoutDescription {}

  private TaskCards() {}

  /**
   * @param positions a position as clients have it
   */
  public static PageForm<TaskView> form(Function<Position, String> positions) {
    return PageForm.board(Derived.nothing(), TaskCards::json, positions);
  }

  private static byte[] json(Object card) {
    try {
      return WRITER.writeValueAsBytes(card);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("cannot write " + card.getClass(), bug);
    }
  }
}
