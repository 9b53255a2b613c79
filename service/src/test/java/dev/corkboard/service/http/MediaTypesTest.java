package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "''                                              | text/event-stream",
      "*/*                                             | text/event-stream",
      "text/*                                          | text/event-stream",
      "text/event-stream                               | text/event-stream",
      "application/json                                | application/json",
      "application/*                                   | application/json",
      "APPLICATION/JSON;charset=utf-8                  | application/json",
      "application/json, text/plain, */*               | application/json",
      "text/event-stream, */*                          | text/event-stream",
      "text/event-stream, application/json             | text/event-stream",
      "application/json, text/event-stream             | text/event-stream",
      "application/json, text/event-stream;q=0.5       | application/json",
      "application/json;q=0.5, text/event-stream;q=0.9 | text/event-stream",
      "text/event-stream;q=0, */*                      | application/json",
      "text/html                                       | none",
      "text/html, application/json;q=0.0               | none"})
  void ofTwoTypesTheOneIsChosenThatTheClientWouldRatherHave(String accept, String chosen) {
    List<String> ranges = accept.isEmpty() ? List.of() : Arrays.stream(accept.split(",")).map(String::strip).toList();
    assertThat(MediaTypes.chosen(ranges, List.of("text/event-stream", "application/json")).orElse("none"))
        .isEqualTo(chosen);
  }
}
