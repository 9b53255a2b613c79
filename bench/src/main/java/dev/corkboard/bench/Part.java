package dev.corkboard.bench;

import java.util.List;

/** One group of figures, each measured beside its limit. */
interface Part {
  List<Row> measure(Scale scale) throws Exception;
}
