package dev.corkboard.readmodel.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.corkboard.domain.sprint.WipLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** The one JSON mapper: strict in what it reads, and with one way to write each value. */
public final class Json {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_TOKENS = 20_000;
  private static final int MAX_STRING = 1 << 20;

  private static final JsonMapper MAPPER = build();

  private Json() {}

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** For what was made by us and so can be written; a failure is a bug. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("cannot write " + value.getClass(), bug);
    }
  }

  private static JsonMapper build() {
    JsonFactory factory = JsonFactory.builder()
        // The default keeps buffers for each thread, and a request's thread does not live to use them again.
        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxTokenCount(MAX_TOKENS)
            .maxStringLength(MAX_STRING).maxNumberLength(100).maxNameLength(1000).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // An emoji is four bytes of UTF-8; the default writes it as twelve characters.
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .build();
    return JsonMapper.builder(factory)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .annotationIntrospector(new ValueTypes())
        .addModule(new ParameterNamesModule())
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .addMixIn(WipLimits.class, WhatThereIs.class)
        .addModule(new SimpleModule("corkboard").addSerializer(Instant.class, new InstantWriter())
            .addSerializer(Double.class, new DoubleWriter()).addSerializer(double.class, new DoubleWriter()))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
        .build();
  }

  /** Leaves out fields without a value. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private interface WhatThereIs {}

  /** In UTC with milliseconds, always three digits of them. */
  public static final class InstantWriter extends StdSerializer<Instant> {
    public InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeString(IsoTimes.text(value));
    }
  }

  /**
   * Whole numbers as such, and no exponent: 448509152016, not 4.48509152016E11. But the tiniest with one, as hundreds of
   * zeros are more than our own reader takes.
   */
  private static final class DoubleWriter extends StdSerializer<Double> {
    private static final double WHOLE = 1e15;
    private static final double TINY = 1e-9;

    DoubleWriter() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
      boolean whole = value == Math.rint(value) && Math.abs(value) <= WHOLE;
      if (whole) out.writeNumber(value.longValue());
      else if (Math.abs(value) < TINY) out.writeNumber(value.toString());
      else
        out.writeNumber(new BigDecimal(value.toString()).toPlainString());
    }
  }
}
