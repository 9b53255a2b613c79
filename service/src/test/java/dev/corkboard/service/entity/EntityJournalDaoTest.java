package dev.corkboard.service.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** What the journal has a place for. */
class EntityJournalDaoTest {
  private static final Option<byte[]> NO_METADATA = Option.empty();

  @Test
  void plainEventIsWritten() {
    JournalPekkoSerializationRow row = row("", NO_METADATA);
    assertThat(EntityJournalDao.plain(tagged(row))).isSameAs(row);
  }

  @Test
  void nothingIsDroppedWithoutAWord() {
    assertRefused(tagged(row("", NO_METADATA), "urgent"));
    assertRefused(tagged(row("adapted", NO_METADATA)));
    assertRefused(tagged(row("", Option.apply(new byte[]{1}))));
  }

  private static void assertRefused(Tuple2<JournalPekkoSerializationRow, scala.collection.immutable.Set<String>> row) {
    assertThatThrownBy(() -> EntityJournalDao.plain(row)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task|1");
  }

  private static Tuple2<JournalPekkoSerializationRow, scala.collection.immutable.Set<String>> tagged(
      JournalPekkoSerializationRow row, String... tags) {
    return new Tuple2<>(row, CollectionConverters.asScala(Set.of(tags)).toSet());
  }

  private static JournalPekkoSerializationRow row(String adapter, Option<byte[]> metadata) {
    return new JournalPekkoSerializationRow(0, false, "task|1", 1, "writer", 0, adapter, new byte[]{2}, 3, "changed",
        metadata, Option.empty(), Option.empty());
  }
}
