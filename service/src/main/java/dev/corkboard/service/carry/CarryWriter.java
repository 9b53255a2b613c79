package dev.corkboard.service.carry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** Writes the file: a header, a line for each row, and an end with the counts and a digest of all that came before. */
final class CarryWriter {
  static final String HEADER = "header";
  static final String END = "end";
  static final String FORMAT = "export";
  /** Raised with each change of the columns: see {@link CarriedTable.Column#since}. */
  static final int VERSION = 3;

  private final OutputStream out;
  private final MessageDigest digest = CarryReader.sha256();
  private final Totals totals = new Totals();
  private int version = VERSION;

  CarryWriter(OutputStream out) {
    this.out = out;
  }

  void header(String release, Instant at) throws IOException {
    header(VERSION, release, at);
  }

  /** As that release wrote it. */
  void header(int version, String release, Instant at) throws IOException {
    this.version = version;
    ObjectNode header = CarryJson.MAPPER.createObjectNode().put("corkboard", FORMAT).put("version", version)
        .put("release", release).put("at", at.toString());
    write(new Line(HEADER, CarryJson.MAPPER.writeValueAsBytes(header)));
  }

  void row(CarriedTable table, byte[] data) throws IOException {
    write(new Line(table.line(), data));
    totals.add(table);
  }

  Totals end() throws IOException {
    ObjectNode end = CarryJson.MAPPER.createObjectNode();
    end.set("counts", totals.json(version));
    end.put("sha256", HexFormat.of().formatHex(digest.digest()));
    write(new Line(END, CarryJson.MAPPER.writeValueAsBytes(end)));
    return totals;
  }

  private void write(Line line) throws IOException {
    byte[] bytes = line.encoded();
    out.write(bytes);
    out.write('\n');
    digest.update(bytes);
    digest.update((byte) '\n');
  }
}
