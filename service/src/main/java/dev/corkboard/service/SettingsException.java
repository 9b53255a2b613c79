package dev.corkboard.service;

/** A setting is wrong; the message is one line that tells the operator which and why. */
public final class SettingsException extends RuntimeException {
  public SettingsException(String message) {
    super(message);
  }
}
