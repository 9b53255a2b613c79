package dev.corkboard.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What several rounds have measured, by name; the median of each, and of what each round says of two. */
final class Rounds {
  /** So many rounds' time passes before anything counts: Java compiles what it runs for minutes. */
  static final int WARM_UP = 4;

  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  void add(String name, double value) {
    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  double median(String name) {
    return median(values.get(name));
  }

  /** A figure beside the one that limits it; the ratio is the median of those of each round. */
  Row row(String name, String unit, String limit) {
    return Row.of(name, median(name), unit).beside(limit, median(limit), ratio(name, limit));
  }

  Row row(String name, String unit) {
    return Row.of(name, median(name), unit);
  }

  double ratio(String name, String limit) {
    List<Double> above = values.get(name);
    List<Double> below = values.get(limit);
    return median(IntStream.range(0, Math.min(above.size(), below.size()))
        .mapToObj(round -> above.get(round) / below.get(round)).toList());
  }

  private static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
