package dev.corkboard.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldsTest {

  /** A record with an object, a primitive and an optional. */
  public record Book(String title, int pages, Optional<String> subtitle) {}

  private static final Fields<Book> FIELDS = Fields.of(Book.class);
  private static final Book BOOK = new Book("Emma", 400, Optional.empty());

  @Test
  void fieldsAreTheComponentsInTheirOrder() {
    assertThat(FIELDS.names()).containsExactly("title", "pages", "subtitle");
    assertThat(FIELDS.get(BOOK, "pages")).isEqualTo(400);
  }

  @Test
  void differenceHasOnlyWhatDiffersInTheOrderOfTheFields() {
    Book other = new Book("Emma", 412, Optional.of("A novel"));
    assertThat(FIELDS.diff(BOOK, other)).containsExactly(
        entry("pages", new Change(400, 412)),
        entry("subtitle", new Change(Optional.empty(), Optional.of("A novel"))));
    assertThat(FIELDS.diff(BOOK, BOOK)).isEmpty();
  }

  @Test
  void changesOfAnEventLeadFromOneRecordToTheOther() {
    Book other = new Book("Persuasion", 300, Optional.of("A novel"));
    assertThat(FIELDS.after(BOOK, FIELDS.diff(BOOK, other))).isEqualTo(other);
  }

  @Test
  void everyFieldOfNewRecordComesFromNothing() {
    assertThat(FIELDS.all(BOOK)).containsExactly(
        entry("title", new Change(null, "Emma")),
        entry("pages", new Change(null, 400)),
        entry("subtitle", new Change(null, Optional.empty())));
  }

  @Test
  void valuesReplaceOnlyTheFieldsThatTheyName() {
    assertThat(FIELDS.with(BOOK, Map.of("pages", 10))).isEqualTo(new Book("Emma", 10, Optional.empty()));
  }

  @Test
  void recordIsMadeOfAllItsValuesOnly() {
    assertThat(FIELDS.create(Map.of("title", "Emma", "pages", 400, "subtitle", Optional.empty()))).isEqualTo(BOOK);
    assertThatThrownBy(() -> FIELDS.create(Map.of("title", "Emma"))).hasMessage("pages");
  }

  @Test
  void unknownFieldIsRefused() {
    assertThatThrownBy(() -> FIELDS.with(BOOK, Map.of("author", "Austen")))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("no field author");
  }
}
