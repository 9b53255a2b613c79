package dev.corkboard.service.serialization;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The components of records, looked up once for each record class: a rebuild reads millions of events. */
final class Components {
  private static final ClassValue<Map<String, RecordComponent>> BY_NAME = new ClassValue<>() {
    @Override
    protected Map<String, RecordComponent> computeValue(Class<?> type) {
      Map<String, RecordComponent> components = new LinkedHashMap<>();
      for (RecordComponent component : type.getRecordComponents()) {
        components.put(component.getName(), component);
      }
      return components;
    }
  };

  private Components() {}

  static Optional<RecordComponent> named(Class<?> type, String name) {
    return Optional.ofNullable(BY_NAME.get(type).get(name));
  }

  /** Where in a record, or in the records that it holds, null stands for a value; none is written so. */
  static Optional<String> missing(Record record) {
    for (RecordComponent component : BY_NAME.get(record.getClass()).values()) {
      Object value = value(record, component);
      if (value == null) return Optional.of(component.getName());
      if (value instanceof Record inner) {
        Optional<String> missing = missing(inner).map(name -> component.getName() + "." + name);
        if (missing.isPresent()) return missing;
      }
    }
    return Optional.empty();
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException unexpected) {
      throw new IllegalStateException("cannot read " + component, unexpected);
    }
  }
}
