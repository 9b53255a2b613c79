package dev.corkboard.readmodel.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/**
 * Lets the domain stay free of annotations: a record with a single text {@code value} is written as that text, and an
 * enum constant in small letters.
 */
final class ValueTypes extends JacksonAnnotationIntrospector {

  @Override
  public Boolean hasAsValue(Annotated member) {
    boolean accessor = member instanceof AnnotatedMethod method && method.getParameterCount() == 0
        && method.getName().equals("value") && isValueType(method.getDeclaringClass());
    return accessor ? Boolean.TRUE : super.hasAsValue(member);
  }

  @Override
  public JsonCreator.Mode findCreatorAnnotation(MapperConfig<?> config, Annotated member) {
    boolean creator = member instanceof AnnotatedConstructor constructor
        && isValueType(constructor.getDeclaringClass());
    return creator ? JsonCreator.Mode.DELEGATING : super.findCreatorAnnotation(config, member);
  }

  @Override
  public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
    String[] found = super.findEnumValues(config, type, constants, names);
    for (int i = 0; i < constants.length; i++) {
      if (found[i] == null) found[i] = constants[i].name().toLowerCase(Locale.ROOT);
    }
    return found;
  }

  private static boolean isValueType(Class<?> type) {
    if (!type.isRecord()) return false;
    RecordComponent[] components = type.getRecordComponents();
    return components.length == 1 && components[0].getName().equals("value")
        && components[0].getType() == String.class;
  }
}
