package dev.corkboard.readmodel.store;

/** The store cannot be used as it is; the message tells an operator in one line what to do. */
public final class StoreRefused extends RuntimeException {
  StoreRefused(String message) {
    super(message);
  }
}
