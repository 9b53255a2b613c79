package dev.corkboard.service.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import java.util.HashMap;
import java.util.Map;

/** The headers of a message that came; values that are texts as Strings. */
final class Headers {
  private Headers() {}

  static Map<String, Object> of(BasicProperties properties) {
    Map<String, Object> headers = new HashMap<>();
    Map<String, Object> received = properties.getHeaders();
    if (received != null) received.forEach((name, value) -> headers.put(name, readable(value)));
    return headers;
  }

  private static Object readable(Object value) {
    return value instanceof LongString text ? text.toString() : value;
  }
}
