package dev.corkboard.service.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.regex.Pattern;

/** Makes ids that sort by creation (UUIDv7), and tells at once what cannot be one. */
public final class Ids {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private Ids() {}

  public static String next() {
    return GENERATOR.generate().toString();
  }

  /** An id as it would have been made then. */
  public static String at(Instant then) {
    return GENERATOR.construct(then.toEpochMilli()).toString();
  }

  public static boolean isId(String text) {
    return text.length() == 36 && ID.matcher(text).matches();
  }
}
