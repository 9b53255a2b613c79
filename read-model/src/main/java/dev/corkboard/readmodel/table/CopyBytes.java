package dev.corkboard.readmodel.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Values in PostgreSQL's binary format of COPY: each with its length before it, numbers in network order, dates and
 * instants counted from the year 2000.
 */
final class CopyBytes {
  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0,
      0,
      0, 0, 0};
  private static final int NULL = -1;
  private static final short END = -1;
  private static final int TEXT_OID = 25;
  private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
  private static final long FIRST_SECOND = Duration.ofDays(FIRST_DAY).toSeconds();

  private ByteBuffer bytes;

  /**
   * @param expected about how many bytes there will be
   */
  CopyBytes(int expected) {
    bytes = ByteBuffer.allocate(Math.max(expected, 2 * SIGNATURE.length)).put(SIGNATURE);
  }

  void row(int fields) {
    room(Short.BYTES).putShort((short) fields);
  }

  void none() {
    room(Integer.BYTES).putInt(NULL);
  }

  void bytes(byte[] value) {
    room(Integer.BYTES + value.length).putInt(value.length).put(value);
  }

  void text(String value) {
    bytes(value.getBytes(UTF_8));
  }

  void number(long value) {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
  }

  void number(double value) {
    room(Integer.BYTES + Double.BYTES).putInt(Double.BYTES).putDouble(value);
  }

  void bool(boolean value) {
    room(Integer.BYTES + 1).putInt(1).put((byte) (value ? 1 : 0));
  }

  void date(LocalDate value) {
    room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(Math.toIntExact(value.toEpochDay() - FIRST_DAY));
  }

  /** To the microsecond. */
  void instant(Instant value) {
    number((value.getEpochSecond() - FIRST_SECOND) * 1_000_000 + value.getNano() / 1000);
  }

  void texts(String[] values) {
    int length = room(Integer.BYTES).position();
    bytes.putInt(0);
    room(5 * Integer.BYTES).putInt(values.length == 0 ? 0 : 1).putInt(0).putInt(TEXT_OID);
    if (values.length > 0) bytes.putInt(values.length).putInt(1);
    for (String value : values)
      text(value);
    bytes.putInt(length, bytes.position() - length - Integer.BYTES);
  }

  /** The end of all rows. */
  void end() {
    room(Short.BYTES).putShort(END);
  }

  /** How many bytes there are to be taken. */
  int size() {
    return bytes.position();
  }

  /** What has come since the last time, to be read once. */
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes.array(), bytes.position());
    bytes.clear();
    return taken;
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      bytes = ByteBuffer.allocate(2 * bytes.capacity() + more).put(bytes.flip());
    }
    return bytes;
  }
}
