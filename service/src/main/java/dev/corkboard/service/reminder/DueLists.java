package dev.corkboard.service.reminder;

import dev.corkboard.readmodel.text.NameOrder;
import dev.corkboard.service.reminder.Messages.Due;
import dev.corkboard.service.reminder.Messages.Line;
import dev.corkboard.service.reminder.ReminderRows.Asked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts rows of open tasks into the lists of those who asked: what is due on their date, and what was before; of one date
 * by name, as people read names.
 */
final class DueLists {
  private static final Comparator<Line> BY_DATE_AND_NAME = Comparator
      .comparing((Line line) -> line.due().orElseThrow())
      .thenComparing(line -> NameOrder.key(line.name())).thenComparing(Line::id);

  private final List<Asked> asked;
  private final List<Due> lists = new ArrayList<>();

  DueLists(List<Asked> asked) {
    this.asked = asked;
    asked.forEach(each -> lists.add(new Due(new ArrayList<>(), new ArrayList<>(), 0, 0)));
  }

  /** @param total how many there are in the list of this task, listed or not */
  void add(int at, Line line, int total) {
    Due due = lists.get(at);
    boolean overdue = line.due().filter(date -> date.isBefore(asked.get(at).date())).isPresent();
    (overdue ? due.overdue() : due.tasks()).add(line);
    lists.set(at, new Due(due.tasks(), due.overdue(), overdue ? due.count() : total,
        overdue ? total : due.overdueCount()));
  }

  List<Due> all() {
    for (Due due : lists) {
      due.tasks().sort(BY_DATE_AND_NAME);
      due.overdue().sort(BY_DATE_AND_NAME);
    }
    return lists;
  }
}
