package dev.corkboard.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a run as a table for people and as a JSON file for programs. */
final class Report {
  private static final String LINE = "%-46s %10s %-9s %-32s %10s %6s  %-14s %s%n";

  private final Map<String, List<Row>> parts = new LinkedHashMap<>();

  void add(String part, List<Row> rows) {
    parts.put(part, rows);
  }

  void print(PrintStream out) {
    out.printf(LINE, "figure", "value", "unit", "limit, in the same run", "value", "ratio", "target", "holds");
    parts.forEach((part, rows) -> {
      out.println("-- " + part);
      rows.forEach(row -> print(out, row));
    });
  }

  private static void print(PrintStream out, Row row) {
    out.printf(LINE, row.name(), number(row.value()), row.unit(), row.limit().map(Row.Limit::name).orElse(""),
        row.limit().map(it -> number(it.value())).orElse(""), row.limit().map(it -> number(it.ratio())).orElse(""),
        row.target().map(Row.Target::toString).orElse(""), row.holds().map(it -> it ? "yes" : "NO").orElse(""));
  }

  void write(Path file, Scale scale) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("at", Instant.now().toString());
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("java", System.getProperty("java.vm.version"));
    all.put("rounds", scale.rounds());
    all.put("seconds", scale.time().toMillis() / 1000.0);
    List<Map<String, Object>> rows = new ArrayList<>();
    parts.forEach((part, figures) -> figures.forEach(row -> rows.add(json(part, row))));
    all.put("results", rows);
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
  }

  private static Map<String, Object> json(String part, Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("part", part);
    json.put("name", row.name());
    json.put("value", row.value());
    json.put("unit", row.unit());
    row.limit().ifPresent(limit -> {
      json.put("limit_name", limit.name());
      json.put("limit_value", limit.value());
      json.put("ratio", limit.ratio());
    });
    row.target().ifPresent(target -> json.put("target", target.toString()));
    row.holds().ifPresent(holds -> json.put("holds", holds));
    return json;
  }

  /** With as many digits as tell something. */
  static String number(double value) {
    String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
