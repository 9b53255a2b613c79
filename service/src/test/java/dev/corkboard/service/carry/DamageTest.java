package dev.corkboard.service.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corkboard.service.serialization.EventSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is taken as it was written, or not at all. */
class DamageTest {

  @TempDir
  private Path folder;

  @Test
  void wholeFileIsTaken() throws Exception {
    Totals totals = verify(SampleFile.small());
    assertThat(totals).hasToString("3 events, 1 accounts, 0 idempotency keys");
  }

  @Test
  void everyChangedByteIsFound() throws Exception {
    byte[] good = SampleFile.small();
    for (int at = 0; at < good.length; at++) {
      for (int flip : List.of(1 << at % 8, 0x20)) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) flip;
        refused(bad).hasMessageContaining("line ");
      }
    }
  }

  @Test
  void everyMissingEndIsFound() throws Exception {
    byte[] good = SampleFile.small();
    for (int length = 0; length < good.length; length++)
      refused(Arrays.copyOf(good, length));
  }

  @Test
  void linesOutOfPlaceAreFound() throws Exception {
    int lines = SampleFile.lines(SampleFile.small()).size();
    for (int at = 0; at < lines; at++) {
      List<String> without = SampleFile.lines(SampleFile.small());
      String line = without.remove(at);
      refused(SampleFile.of(without));
      List<String> twice = SampleFile.lines(SampleFile.small());
      twice.add(at, line);
      refused(SampleFile.of(twice));
      if (at == 0) continue;
      List<String> swapped = SampleFile.lines(SampleFile.small());
      Collections.swap(swapped, at - 1, at);
      refused(SampleFile.of(swapped));
    }
  }

  @Test
  void nothingMayComeAfterTheEnd() throws Exception {
    byte[] good = SampleFile.small();
    for (String more : List.of("\n", "x", "x\n", new String(good, StandardCharsets.UTF_8))) {
      refused(SampleFile.small(), more).hasMessageContaining("line 7");
    }
  }

  @Test
  void damageIsToldWithItsLine() throws Exception {
    List<String> lines = SampleFile.lines(SampleFile.small());
    lines.set(2, lines.get(2).replace("tweet|a", "tweet|c"));
    refused(SampleFile.of(lines))
        .hasMessageContaining("line 3: it does not have the checksum that it was written with");
  }

  @Test
  void rowsOfAnotherShapeAreRefused() throws Exception {
    ObjectNode less = SampleFile.event("a", 1);
    less.remove("writer");
    refused(event(less)).hasMessageContaining("writer is missing");
    refused(event(SampleFile.event("a", 1).put("more", 1))).hasMessageContaining("does not know");
    refused(event(SampleFile.event("a", 1).putNull("writer"))).hasMessageContaining("writer is null");
    refused(event(SampleFile.event("a", 1).put("sequence_number", "1")))
        .hasMessageContaining("sequence_number is wrong");
    refused(event(SampleFile.event("a", 1).put("writer", "a\0b"))).hasMessageContaining("writer is wrong");
  }

  @Test
  void eventsThatCannotBeReadAreRefused() throws Exception {
    refused(event(SampleFile.event("a", 1).put("event_payload", "{}"))).hasMessageContaining("cannot be read");
    refused(event(SampleFile.event("a", 1).put("event_ser_manifest", "tweet-sung"))).hasMessageContaining("tweet-sung");
    refused(event(SampleFile.event("a", 1).put("persistence_id", "post|a"))).hasMessageContaining("no event of post|a");
    refused(event(SampleFile.event("a", 0))).hasMessageContaining("begin with 1");
    refused(event(SampleFile.event("a", 1).put("deleted", true))).hasMessageContaining("deleted");
  }

  @Test
  void otherFilesAreRefused() throws Exception {
    refused("-- a dump\n".getBytes(StandardCharsets.UTF_8)).hasMessageContaining("line 1");
    refused(new byte[0]).hasMessageContaining("the end of the export is missing");
    assertThatThrownBy(() -> Import.verify(folder.resolve("none"), EventSerializer.decoder(), (done, all) -> {
    })).isInstanceOf(CarryException.class).hasMessageContaining("There is no file");
    assertThatThrownBy(() -> Import.verify(folder, EventSerializer.decoder(), (done, all) -> {
    })).isInstanceOf(CarryException.class).hasMessageContaining("cannot be read");
  }

  @Test
  void fileOfALaterFormatIsRefused() throws Exception {
    byte[] header = CarryJson.MAPPER.writeValueAsBytes(
        CarryJson.MAPPER.createObjectNode().put("corkboard", "export").put("version", CarryWriter.VERSION + 1));
    List<String> lines = SampleFile.lines(SampleFile.small());
    lines.set(0, new String(new Line("header", header).encoded(), StandardCharsets.UTF_8));
    refused(SampleFile.of(lines)).hasMessageContaining("it has the format 4");
  }

  private static byte[] event(ObjectNode row) throws IOException {
    return new SampleFile().row(CarriedTable.EVENT, row).end();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] file, String more) throws IOException {
    byte[] added = more.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(file, file.length + added.length);
    System.arraycopy(added, 0, all, file.length, added.length);
    return refused(all);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] file) {
    return assertThatThrownBy(() -> verify(file)).isInstanceOf(CarryException.class)
        .hasMessageNotContaining("\n");
  }

  private Totals verify(byte[] bytes) throws IOException {
    Path file = folder.resolve("export.jsonl");
    Files.write(file, bytes);
    return Import.verify(file, EventSerializer.decoder(), (done, all) -> {
    });
  }
}
