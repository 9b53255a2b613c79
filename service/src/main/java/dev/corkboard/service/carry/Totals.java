package dev.corkboard.service.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How many lines of each table there are. */
public final class Totals {
  private final Map<CarriedTable, Long> counts = new EnumMap<>(CarriedTable.class);

  Totals() {
    for (CarriedTable table : CarriedTable.values())
      counts.put(table, 0L);
  }

  void add(CarriedTable table) {
    counts.merge(table, 1L, Long::sum);
  }

  void set(CarriedTable table, long count) {
    counts.put(table, count);
  }

  long of(CarriedTable table) {
    return counts.get(table);
  }

  long all() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public long events() {
    return of(CarriedTable.EVENT);
  }

  public long accounts() {
    return of(CarriedTable.ACCOUNT);
  }

  public long keys() {
    return of(CarriedTable.KEY);
  }

  /** As they stand at the end of a file of this version. */
  ObjectNode json(int version) {
    ObjectNode json = CarryJson.MAPPER.createObjectNode();
    counts.forEach((table, count) -> {
      if (table.since() <= version) json.put(table.line(), count);
    });
    return json;
  }

  /** Whether these are the counts at the end of a file of this version. */
  boolean areIn(JsonNode json, int version) {
    long tables = counts.keySet().stream().filter(table -> table.since() <= version).count();
    return json.isObject() && json.size() == tables && counts.entrySet().stream().allMatch(entry -> {
      if (entry.getKey().since() > version) return entry.getValue() == 0;
      JsonNode count = json.path(entry.getKey().line());
      return count.isIntegralNumber() && count.canConvertToLong() && count.longValue() == entry.getValue();
    });
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d events, %,d accounts, %,d idempotency keys", events(), accounts(), keys());
  }
}
