package dev.corkboard.service.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corkboard.service.carry.CarriedTable.Column;
import dev.corkboard.domain.EmailAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the file from its header to its end; whatever is not as it was written is told with its line. */
final class CarryReader {

  /** What is done with a row that is whole and of the right shape. */
  @FunctionalInterface
  interface Rows {
    void row(CarriedTable table, JsonNode row) throws SQLException, IOException;
  }

  private static final Map<String, CarriedTable> TABLES = Arrays.stream(CarriedTable.values())
      .collect(Collectors.toUnmodifiableMap(CarriedTable::line, Function.identity()));
  private static final int METERED = 1_000;

  private final Path file;
  private final Rows rows;
  private final MessageDigest digest = sha256();
  private final Totals totals = new Totals();
  private CarriedTable current = CarriedTable.values()[0];
  private long number;
  private int version;

  private CarryReader(Path file, Rows rows) {
    this.file = file;
    this.rows = rows;
  }

  /** Hands on each row, in order; only when this returns is it known that the file is whole. */
  static Totals read(Path file, Meter meter, Rows rows) throws SQLException {
    return new CarryReader(file, rows).read(meter);
  }

  private Totals read(Meter meter) throws SQLException {
    try (LineInput lines = new LineInput(Files.newInputStream(file))) {
      long size = Files.size(file);
      header(line(lines));
      while (!row(line(lines)))
        if (number % METERED == 0) meter.at(lines.read(), size);
      number++;
      if (lines.next().isPresent()) throw new CarryException("it stands after the end of the export");
      meter.at(size, size);
      return totals;
    } catch (CarryException wrong) {
      throw new CarryException(file + " is damaged or no export, line " + number + ": " + wrong.getMessage(), wrong);
    } catch (NoSuchFileException missing) {
      throw new CarryException("There is no file " + file + ".", missing);
    } catch (IOException unreadable) {
      throw new CarryException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private Line line(LineInput lines) throws IOException {
    number++;
    byte[] bytes = lines.next().orElseThrow(() -> new CarryException("the end of the export is missing"));
    Line line = Line.decode(bytes)
        .orElseThrow(() -> new CarryException("it does not have the checksum that it was written with"));
    if (line.type().equals(CarryWriter.END)) return line;
    digest.update(bytes);
    digest.update((byte) '\n');
    return line;
  }

  private void header(Line line) {
    JsonNode header = object(line);
    boolean ours = line.type().equals(CarryWriter.HEADER)
        && header.path("corkboard").asText().equals(CarryWriter.FORMAT);
    if (!ours) throw new CarryException("it is not the header of an export");
    JsonNode written = header.path("version");
    version = written.isInt() ? written.intValue() : 0;
    if (version < 1 || version > CarryWriter.VERSION) {
      throw new CarryException("it has the format " + written + ", and this release reads 1 to " + CarryWriter.VERSION);
    }
  }

  /** Whether this was the last line. */
  private boolean row(Line line) throws SQLException, IOException {
    ObjectNode row = object(line);
    if (line.type().equals(CarryWriter.END)) {
      end(row);
      return true;
    }
    CarriedTable table = Optional.ofNullable(TABLES.get(line.type()))
        .orElseThrow(() -> new CarryException("nothing is called " + line.type()));
    if (table.compareTo(current) < 0) throw new CarryException(line.type() + " does not come after " + current.line());
    current = table;
    shape(table, row);
    rows.row(table, row);
    totals.add(table);
    return false;
  }

  private void end(JsonNode end) {
    if (!totals.areIn(end.path("counts"), version)) throw new CarryException("other numbers of lines were written");
    String found = HexFormat.of().formatHex(digest.digest());
    if (!end.path("sha256").asText().equals(found)) {
      throw new CarryException("what comes before does not have the digest that it was written with");
    }
  }

  /** Completes a row of an older file. */
  private void shape(CarriedTable table, ObjectNode row) {
    for (Column column : table.columns()) {
      if (column.since() > version && row.putIfAbsent(column.name(), column.before()) != null) {
        throw new CarryException(column.name() + " is not of this format");
      }
      JsonNode value = row.get(column.name());
      if (value == null) throw new CarryException(column.name() + " is missing");
      if (value.isNull() && !column.nullable()) throw new CarryException(column.name() + " is null");
    }
    mistrust(table, row);
    if (row.size() != table.columns().size()) throw new CarryException("it has fields that this release does not know");
  }

  /** An older release took addresses at which no mail arrives as it was meant to. */
  private static void mistrust(CarriedTable table, ObjectNode row) {
    String confirmed = table == CarriedTable.ACCOUNT ? "email_confirmed" : "confirmed";
    boolean has = table == CarriedTable.ACCOUNT || table == CarriedTable.SUBSCRIBER;
    if (has && EmailAddress.parse(row.path("email").asText()).isEmpty()) row.put(confirmed, false);
  }

  private static ObjectNode object(Line line) {
    try {
      return CarryJson.object(line.data());
    } catch (IOException noJson) {
      throw new CarryException("it is no JSON object", noJson);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
