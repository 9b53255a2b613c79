package dev.corkboard.service.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corkboard.domain.Change;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.service.serialization.GoldenFiles.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSerializerTest {
  private static final Stamp STAMP = new Stamp(new Username("anna"), Instant.parse("2026-03-02T09:00:00Z"),
      "request-1");
  private static final TaskId TASK = new TaskId("task-1");

  /** Of fields that came later. */
  private static final Map<String, String> DEFAULTS = Map.of("priority", "normal");

  private final EventSerializer serializer = new EventSerializer();

  static Stream<WireNames.Named> stored() {
    return GoldenFilesTest.stored().map(WireNames::named);
  }

  static List<Golden> goldenFiles() {
    return GoldenFiles.all();
  }

  @ParameterizedTest
  @MethodSource("stored")
  void whatChanceMakesIsReadAsItWasWritten(WireNames.Named named) {
    for (int seed = 0; seed < 500; seed++) {
      Object value = new AnyValue(seed, named.content()).of(named.type());
      assertThat(serializer.manifest(value)).isEqualTo(named.name());
      assertThat(again(value)).describedAs("seed %d", seed).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\n", "\"", "👩", "雪", "\u0001"})
  void largestTextsAreReadAsTheyWereWritten(String character) {
    PostEvent post = new PostEvent.Created(new PostId("post-1"),
        new PostContent(character.repeat(50), character.repeat(100_000)), STAMP);
    TaskEvent task = new TaskEvent.Changed(TASK,
        Map.of("description", new Change(character.repeat(20_000), character.repeat(19_999))), STAMP);
    assertThat(again(post)).isEqualTo(post);
    assertThat(again(task)).isEqualTo(task);
  }

  @Test
  void emojiTakesFourBytes() {
    PostEvent post = new PostEvent.Created(new PostId("post-1"), new PostContent("👩", "👩"), STAMP);
    assertThat(new String(serializer.toBinary(post), StandardCharsets.UTF_8)).contains("\"title\":\"👩\"");
  }

  @Test
  void changesKeepTheirOrder() {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (String field : List.of("order", "name", "description")) {
      changes.put(field, field.equals("order") ? new Change(1.0, 2.0) : new Change("a", "b"));
    }
    TaskEvent read = (TaskEvent) again(new TaskEvent.Changed(TASK, changes, STAMP));
    assertThat(read.changes().keySet()).containsExactly("order", "name", "description");
  }

  @Test
  void wholeOrderIsReadWithAndWithoutItsFraction() {
    String json = """
        {"id": "task-1", "changes": {"order": {"from": 5, "to": 6.0}},
         "stamp": {"by": "anna", "at": "2026-03-02T09:00:00.000Z", "request_id": "request-1"}}""";
    assertThat(serializer.fromBinary(bytes(json), "task-moved"))
        .isEqualTo(new TaskEvent.Moved(TASK, Map.of("order", new Change(5.0, 6.0)), STAMP));
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void unknownPropertyIsRefusedWhereverItStands(Golden golden) throws IOException {
    JsonNode whole = WireJson.mapper().readTree(golden.json());
    for (ObjectNode object : objects(whole).toList()) {
      object.put("surprise", 1);
      assertThatThrownBy(() -> serializer.fromBinary(bytes(whole.toString()), golden.name()))
          .hasMessageContaining(golden.name()).rootCause().hasMessageContaining("surprise");
      object.remove("surprise");
    }
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void missingPropertyIsRefusedOrMeansNoneOrTheDefault(Golden golden) throws IOException {
    if (GoldenFiles.ONLY_READ.contains(golden.file())) return; // much is missing already
    JsonNode whole = WireJson.mapper().readTree(golden.json());
    for (ObjectNode object : objects(whole).toList()) {
      for (String property : object.propertyStream().map(Map.Entry::getKey).toList()) {
        JsonNode value = object.remove(property);
        JsonNode without = whole.deepCopy();
        object.putNull(property);
        JsonNode none = whole.deepCopy();
        object.put(property, DEFAULTS.getOrDefault(property, ""));
        try {
          byte[] read = serializer.toBinary(serializer.fromBinary(bytes(without.toString()), golden.name()));
          assertThat(WireJson.mapper().readTree(read)).describedAs(property).isIn(whole, none, without);
        } catch (UncheckedIOException refused) {
          assertThat(refused).hasMessageContaining(golden.name());
        }
        object.set(property, value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"from\": \"a\"}", "{\"to\": \"b\"}", "{}", "null", "[\"a\", \"b\"]", "\"b\"",
      "{\"from\": null, \"to\": \"b\"}",
      "{\"from\": \"a\", \"to\": 7}", "{\"from\": \"a\", \"to\": \"b\", \"to\": \"c\"}"})
  void changeThatIsNoneIsRefused(String change) {
    String json = """
        {"id": "task-1", "changes": {"name": %s},
         "stamp": {"by": "anna", "at": "2026-03-02T09:00:00.000Z", "request_id": "request-1"}}""".formatted(change);
    assertThatThrownBy(() -> serializer.fromBinary(bytes(json), "task-changed")).hasMessageContaining("task-changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "{", "null", "[]", "{} {}", "{\"id\": \"task-1\"}",
      "{\"id\": \"task-1\", \"stamp\": {\"by\": null, \"at\": \"2026-03-02T09:00:00.000Z\", \"request_id\": \"r\"}}",
      "{\"id\": \"task-1\", \"stamp\": {\"at\": \"2026-03-02T09:00:00.000Z\", \"request_id\": \"r\"}}",
      "{\"id\": \"task-1\", \"stamp\": {\"by\": \"anna\", \"at\": \"2026-03-02\", \"request_id\": \"r\"}}",
      "{\"id\": \"\", \"stamp\": {\"by\": \"anna\", \"at\": \"2026-03-02T09:00:00.000Z\", \"request_id\": \"r\"}}",
      "{\"id\": null, \"stamp\": {\"by\": \"anna\", \"at\": \"2026-03-02T09:00:00.000Z\", \"request_id\": \"r\"}}"})
  void damagedEventIsRefused(String json) {
    assertThatThrownBy(() -> serializer.fromBinary(bytes(json), "task-deleted")).hasMessageContaining("task-deleted");
  }

  @Test
  void unknownNameIsRefused() {
    assertThatThrownBy(() -> serializer.fromBinary(bytes("{}"), "task-exploded")).hasMessageContaining("task-exploded");
  }

  private Object again(Object value) {
    return serializer.fromBinary(serializer.toBinary(value), serializer.manifest(value));
  }

  private static Stream<ObjectNode> objects(JsonNode node) {
    Stream<ObjectNode> self = node instanceof ObjectNode object ? Stream.of(object) : Stream.empty();
    return Stream.concat(self, node.propertyStream()
        // By field, so any name may stand there.
        .filter(member -> !member.getKey().equals("changed_at"))
        .flatMap(member -> objects(member.getValue())));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
