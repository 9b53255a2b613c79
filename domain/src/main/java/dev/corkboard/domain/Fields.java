package dev.corkboard.domain;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The components of a record seen as fields by name, so that comparing, patching and merging are written once for all
 * aggregates.
 */
public final class Fields<R extends Record> {
  private final List<String> names = new ArrayList<>();
  private final List<MethodHandle> getters = new ArrayList<>();
  private final MethodHandle constructor;

  private Fields(Class<R> type) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      List<Class<?>> types = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        names.add(component.getName());
        types.add(component.getType());
        getters.add(lookup.unreflect(component.getAccessor()).asType(MethodType.genericMethodType(1)));
      }
      constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.size()).asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException unexpected) {
      throw new IllegalArgumentException(type + " must be public with a public constructor", unexpected);
    }
  }

  public static <R extends Record> Fields<R> of(Class<R> type) {
    return new Fields<>(type);
  }

  public List<String> names() {
    return Collections.unmodifiableList(names);
  }

  public Object get(R record, String name) {
    return value(record, index(name));
  }

  /** All values by field name, in the order of the fields. */
  public Map<String, Object> values(R record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++)
      values.put(names.get(i), value(record, i));
    return values;
  }

  /** A record of these values; every field must be there. */
  public R create(Map<String, ?> values) {
    Object[] all = new Object[names.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = Objects.requireNonNull(values.get(names.get(i)), names.get(i));
    }
    return construct(all);
  }

  /** The record with these values in place of its own. */
  public R with(R record, Map<String, ?> values) {
    Object[] all = new Object[names.size()];
    for (int i = 0; i < all.length; i++)
      all[i] = value(record, i);
    values.forEach((name, value) -> all[index(name)] = Objects.requireNonNull(value, name));
    return construct(all);
  }

  /** The record after the changes of an event. */
  public R after(R record, Map<String, Change> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    changes.forEach((name, change) -> values.put(name, change.to()));
    return with(record, values);
  }

  /** The fields in which the two differ, in the order of the fields. */
  public Map<String, Change> diff(R before, R after) {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Object from = value(before, i);
      Object to = value(after, i);
      if (!from.equals(to)) changes.put(names.get(i), new Change(from, to));
    }
    return changes;
  }

  /** Every field, from nothing to its value. */
  public Map<String, Change> all(R record) {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++)
      changes.put(names.get(i), new Change(null, value(record, i)));
    return changes;
  }

  /** Every field, from its value to nothing. */
  public Map<String, Change> gone(R record) {
    Map<String, Change> changes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++)
      changes.put(names.get(i), new Change(value(record, i), null));
    return changes;
  }

  private int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) throw new IllegalArgumentException("no field " + name);
    return index;
  }

  private Object value(R record, int index) {
    try {
      return getters.get(index).invokeExact((Object) record);
    } catch (Throwable unexpected) {
      throw new IllegalStateException("cannot read " + names.get(index), unexpected);
    }
  }

  @SuppressWarnings("unchecked")
  private R construct(Object[] values) {
    try {
      Object record = constructor.invokeExact(values);
      return (R) record;
    } catch (RuntimeException | Error refused) {
      throw refused;
    } catch (Throwable unexpected) {
      throw new IllegalStateException("cannot make a record of " + names, unexpected);
    }
  }
}
