package dev.corkboard.readmodel;

import org.slf4j.MDC;
import org.slf4j.MDC.MDCCloseable;

/** Marks what is logged on the way with the request that caused it, until it is closed. */
public final class Cause {
  private static final String KEY = "request_id";

  private Cause() {}

  public static MDCCloseable of(String requestId) {
    return MDC.putCloseable(KEY, requestId);
  }
}
