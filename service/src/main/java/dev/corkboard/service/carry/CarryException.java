package dev.corkboard.service.carry;

/** Says in one line, made for the person at the terminal, why nothing was exported or imported. */
public final class CarryException extends RuntimeException {

  public CarryException(String message) {
    super(message);
  }

  public CarryException(String message, Throwable cause) {
    super(message, cause);
  }
}
