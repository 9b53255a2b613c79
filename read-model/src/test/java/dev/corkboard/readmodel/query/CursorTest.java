package dev.corkboard.readmodel.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.task.TaskSorts;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {

  @ParameterizedTest
  @CsvSource({"order,1024.5", "name,'\u0001TQ'", "-due,2026-05-04", "due,infinity", "-due,-infinity",
      "created_at,1777896000123"})
  void readsWhatItWrote(String sort, String key) {
    Cursor cursor = new Cursor(sort, key, "id");
    assertThat(Cursor.read(cursor.toString(), sort(sort))).contains(cursor);
  }

  @ParameterizedTest
  @CsvSource({"order,NaN", "order,x", "order,1e999", "due,2026-13-01", "due,now", "name,sprint 2", "name,2024",
      "name,'\u0001 x'", "name,'\u0001AAAA'", "due,+12345-01-01", "due,''",
      "created_at,-1", "created_at,99999999999999999999", "created_at,253402300800000"})
  void refusesKeysOfAnotherType(String sort, String key) {
    assertThat(Cursor.read(new Cursor(sort, key, "id").toString(), sort(sort))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "äöü", "bnVsbA", "W10", "WyJvcmRlciIsIjEiXQ", "WyJvcmRlciIsIjEiLG51bGxd"})
  void refusesGarbage(String text) {
    assertThat(Cursor.read(text, TaskSorts.ORDER)).isEmpty();
  }

  @Test
  void refusesAnotherOrder() {
    assertThat(Cursor.read(new Cursor("order", "1", "id").toString(), sort("-order"))).isEmpty();
  }

  @Test
  void refusesNul() {
    String nul = Base64.getUrlEncoder().encodeToString(Json.bytes(List.of("order", "1", "a\0")));
    assertThat(Cursor.read(nul, TaskSorts.ORDER)).isEmpty();
  }

  private static Sort<?> sort(String name) {
    return TaskSorts.named(name).orElseThrow();
  }
}
