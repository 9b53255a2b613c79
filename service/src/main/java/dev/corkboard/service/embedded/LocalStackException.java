package dev.corkboard.service.embedded;

/** Says in one line, made for the person at the terminal, why the embedded backends cannot run. */
public final class LocalStackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LocalStackException(String message) {
    super(message);
  }

  public LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }
}
