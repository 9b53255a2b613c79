package dev.corkboard.service.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of docs/rights.md: for each call what comes of it for whom. */
final class RightsTable {
  private static final Path FILE = Path.of("../docs/rights.md");
  private static final String ROW = "\\| `[A-Z]+ /.*";

  private RightsTable() {}

  static Map<String, Map<Person, String>> read() throws IOException {
    Map<String, Map<Person, String>> rows = new TreeMap<>();
    for (String line : Files.readAllLines(FILE)) {
      if (!line.matches(ROW)) continue;
      List<String> cells = Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
      Map<Person, String> rights = new EnumMap<>(Person.class);
      for (Person person : Person.values())
        rights.put(person, cells.get(1 + person.ordinal()));
      if (rows.put(cells.getFirst().replace("`", ""), rights) != null) throw new IOException("twice: " + line);
    }
    return rows;
  }
}
