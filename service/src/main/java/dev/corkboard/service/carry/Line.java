package dev.corkboard.service.carry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of the file: {@code {"t":"event","d":{…},"c":"0a1b2c3d"}}. The checksum is the CRC-32C of what stands before
 * it, so the bytes are judged before anything reads them.
 */
record Line(String type, byte[] data) {

  private static final byte[] START = bytes("{\"t\":\"");
  private static final byte[] DATA = bytes("\",\"d\":");
  private static final byte[] SUM = bytes(",\"c\":\"");
  private static final byte[] END = bytes("\"}");
  private static final int SUM_DIGITS = 8;
  private static final int TAIL = SUM.length + SUM_DIGITS + END.length;

  /** The line without its line break. */
  byte[] encoded() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(data.length + 64);
    line.writeBytes(START);
    line.writeBytes(bytes(type));
    line.writeBytes(DATA);
    line.writeBytes(data);
    byte[] sum = sum(line.toByteArray(), line.size());
    line.writeBytes(SUM);
    line.writeBytes(sum);
    line.writeBytes(END);
    return line.toByteArray();
  }

  /** Empty if a single byte is not as it was written. */
  static Optional<Line> decode(byte[] line) {
    int sumAt = line.length - TAIL;
    if (sumAt < START.length || !stands(START, line, 0) || !stands(SUM, line, sumAt)) return Optional.empty();
    int digitsAt = sumAt + SUM.length;
    if (!stands(sum(line, sumAt), line, digitsAt) || !stands(END, line, line.length - END.length)) {
      return Optional.empty();
    }
    int typeEnd = START.length;
    while (typeEnd < sumAt && line[typeEnd] >= 'a' && line[typeEnd] <= 'z')
      typeEnd++;
    if (!stands(DATA, line, typeEnd)) return Optional.empty();
    String type = new String(line, START.length, typeEnd - START.length, StandardCharsets.US_ASCII);
    return Optional.of(new Line(type, Arrays.copyOfRange(line, typeEnd + DATA.length, sumAt)));
  }

  private static byte[] sum(byte[] line, int length) {
    CRC32C sum = new CRC32C();
    sum.update(line, 0, length);
    return bytes(HexFormat.of().toHexDigits(sum.getValue(), SUM_DIGITS));
  }

  private static boolean stands(byte[] expected, byte[] line, int at) {
    return at + expected.length <= line.length
        && Arrays.equals(expected, 0, expected.length, line, at, at + expected.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
