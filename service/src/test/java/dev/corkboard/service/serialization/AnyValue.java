package dev.corkboard.service.serialization;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Patch;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes any record of the domain from chance; the same seed makes the same. */
final class AnyValue {
  private static final List<String> TEXTS = List.of("", "a", "Paint the fence", "\"quoted\" \\ / back",
      "two\nlines\r\n\tand a tab",
      "line\u2028separator\u2029s", "Grüße, Ærøskøbing, 東京, Ω", "مرحبا שלום", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 e\u0301 \uFEFF",
      "\u0000\u001f\u007f\u0085",
      "null", "2026-03-02", "5.0", "{\"from\": 1}", "remind_at", "𝒳".repeat(50));
  private static final double[] ORDERS = {0, 1, 5, -5, 1024, 0.1, 1.0 / 3, 4.6e11, 1e22, -1e-9, Double.MIN_VALUE,
      Double.MAX_VALUE, (1L << 53) + 2};
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final Random random;
  private final Class<? extends Record> content;

  AnyValue(long seed, Class<? extends Record> content) {
    this.random = new Random(seed);
    this.content = content;
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type, ""));
  }

  private Object value(Type type, String name) {
    if (type instanceof ParameterizedType generic) return generic(generic, name);
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    if (plain.isRecord()) return record(plain);
    return switch (plain.getName()) {
      case "java.lang.String" -> TEXTS.get(random.nextInt(TEXTS.size()));
      case "boolean" -> random.nextBoolean();
      case "double" -> order();
      case "java.lang.Integer" -> random.nextInt(1, 1001);
      case "long", "java.lang.Long" -> random.nextLong(1, 1L << 40);
      case "java.time.Instant" -> Instant.ofEpochSecond(random.nextLong(-LAST_SECOND / 5, LAST_SECOND))
          .plusMillis(random.nextInt(1000));
      case "java.time.LocalDate" -> LocalDate.ofEpochDay(random.nextLong(-719_000, 2_932_000));
      case "java.util.OptionalLong" ->
        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1, Long.MAX_VALUE));
      case "java.util.OptionalDouble" -> random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(order());
      default -> throw new IllegalArgumentException("no example of " + type);
    };
  }

  private Object generic(ParameterizedType type, String name) {
    Type[] arguments = type.getActualTypeArguments();
    return switch (((Class<?>) type.getRawType()).getSimpleName()) {
      case "Optional" -> random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value(arguments[0], name));
      case "List" -> IntStream.range(0, random.nextInt(4)).mapToObj(i -> value(arguments[0], name)).toList();
      case "Map" -> arguments[1] == Change.class ? changes() : revisions();
      case "Patch" -> patch((Class<?>) arguments[0], name.equals("column") ? Set.of("sprint", "status") : Set.of());
      default -> throw new IllegalArgumentException("no example of " + type);
    };
  }

  private Object record(Class<?> type) {
    if (type.getPackageName().startsWith("dev.corkboard.domain.") && type.getSimpleName().endsWith("Id")) {
      return construct(type, new Object[]{new UUID(random.nextLong(), random.nextLong()).toString()});
    }
    return construct(type, Arrays.stream(type.getRecordComponents())
        .map(component -> value(component.getGenericType(), component.getName())).toArray());
  }

  private Map<String, Change> changes() {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (RecordComponent field : content.getRecordComponents()) {
      if (random.nextBoolean()) {
        changes.put(field.getName(), new Change(value(field.getGenericType(), ""), value(field.getGenericType(), "")));
      }
    }
    return changes;
  }

  private Patch<?> patch(Class<?> record, Set<String> allowed) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent field : record.getRecordComponents()) {
      boolean may = allowed.isEmpty() || allowed.contains(field.getName());
      if (may && random.nextBoolean()) values.put(field.getName(), value(field.getGenericType(), ""));
    }
    return new Patch<>(values);
  }

  private Map<String, Long> revisions() {
    Map<String, Long> revisions = new LinkedHashMap<>();
    for (RecordComponent field : content.getRecordComponents()) {
      revisions.put(field.getName(), random.nextLong(1, 1000));
    }
    return revisions;
  }

  private double order() {
    return random.nextBoolean() ? ORDERS[random.nextInt(ORDERS.length)] : random.nextGaussian() * 1e6;
  }

  private static Object construct(Class<?> type, Object[] values) {
    try {
      Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException refused) {
      throw new IllegalStateException("cannot make " + type + " of " + Arrays.toString(values), refused);
    }
  }
}
