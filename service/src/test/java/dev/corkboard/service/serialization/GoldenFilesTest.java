package dev.corkboard.service.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.FieldNames;
import dev.corkboard.service.serialization.GoldenFiles.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
  private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private final EventSerializer serializer = new EventSerializer();

  static List<Golden> files() {
    return GoldenFiles.all();
  }

  static Stream<String> stored() {
    return WireNames.AGGREGATES.stream()
        .flatMap(names -> Stream.concat(names.events().keySet().stream(), names.states().keySet().stream()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void storedShapeReadsAndWritesTheSame(Golden golden) throws IOException {
    Object value = serializer.fromBinary(golden.json(), golden.name());
    assertThat(serializer.manifest(value)).isEqualTo(golden.name());
    if (GoldenFiles.ONLY_READ.contains(golden.file())) return;
    assertThat(tree(serializer.toBinary(value))).isEqualTo(tree(golden.json()));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void everyFieldIsSetInSomeGoldenFile(String name) throws IOException {
    Set<String> empty = new HashSet<>();
    Set<String> set = new HashSet<>();
    for (Golden golden : files()) {
      if (golden.name().equals(name)) sort("", tree(golden.json()), empty, set);
    }
    empty.removeAll(set);
    assertThat(set).isNotEmpty();
    assertThat(empty).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyChangeableFieldChangesInSomeGoldenFile(AggregateNames names) throws IOException {
    Set<String> changed = new HashSet<>();
    for (Golden golden : files()) {
      if (!golden.name().equals(names.kind() + "-changed")) continue;
      tree(golden.json()).get("changes").fieldNames().forEachRemaining(changed::add);
    }
    assertThat(changed).isEqualTo(Stream.of(names.content().getRecordComponents())
        .map(component -> FieldNames.snake(component.getName())).collect(Collectors.toSet()));
  }

  static Stream<AggregateNames> changes() {
    return WireNames.AGGREGATES.stream().filter(names -> names.events().containsKey(names.kind() + "-changed"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void instantsHaveMillisecondsAndKeysAreInSnakeCase(Golden golden) throws IOException {
    check(tree(golden.json()), "");
  }

  @Test
  void fileOfAnUnknownNameWouldGuardNothing() {
    assertThat(stored().toList()).containsAll(files().stream().map(Golden::name).toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void documentShowsEveryEventAsItsGoldenFileDoes(String name) throws IOException {
    String document = Files.readString(Path.of("../docs/events.md"));
    Golden golden = newest(name);
    assertThat(document).contains("| `" + name + "` |").contains(new String(golden.json(), StandardCharsets.UTF_8));
  }

  /** The file of the name alone, or if that is of an older shape, the first of the newest. */
  private static Golden newest(String name) {
    List<Golden> written = files().stream().filter(file -> file.name().equals(name))
        .filter(file -> !GoldenFiles.ONLY_READ.contains(file.file())).toList();
    return written.stream().filter(file -> file.file().equals(name + ".json")).findFirst()
        .orElseGet(written::getFirst);
  }

  static Stream<String> events() {
    return WireNames.AGGREGATES.stream().flatMap(names -> names.events().keySet().stream());
  }

  private static void sort(String path, JsonNode node, Set<String> empty, Set<String> set) {
    boolean nothing = node.isNull() || node.isArray() && node.isEmpty()
        || node.isTextual() && node.textValue().isEmpty();
    (nothing ? empty : set).add(path);
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      // What changes from or to nothing depends on the rules, and the kinds of changes are looked at by themselves.
      if (!member.getKey().equals("changes")) sort(path + "/" + member.getKey(), member.getValue(), empty, set);
    }
  }

  private static void check(JsonNode node, String key) {
    assertThat(key).matches("[a-z_]*");
    if (key.equals("at") || key.equals("created_at") || key.equals("updated_at")) {
      assertThat(node.textValue()).matches(INSTANT);
    }
    node.properties().forEach(member -> check(member.getValue(), member.getKey()));
  }

  private static JsonNode tree(byte[] json) throws IOException {
    return WireJson.mapper().readTree(json);
  }
}
