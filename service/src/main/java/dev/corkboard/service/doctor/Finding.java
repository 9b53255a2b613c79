package dev.corkboard.service.doctor;

import dev.corkboard.service.log.SingleLine;

/** What one look at one matter found; {@code todo} is empty where all is well. */
public record Finding(State state, String matter, String what, String todo) {

  /** A warning is worth knowing, and does not make the whole fail. */
  public enum State {
    OK("ok"), WARN("warn"), FAIL("FAIL");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  public static Finding ok(String matter, String what) {
    return new Finding(State.OK, matter, what, "");
  }

  public static Finding warn(String matter, String what, String todo) {
    return new Finding(State.WARN, matter, what, todo);
  }

  public static Finding fail(String matter, String what, String todo) {
    return new Finding(State.FAIL, matter, what, todo);
  }

  /** One line, whatever a database or a client put into it. */
  public String line() {
    String all = todo.isEmpty() ? what : what + " " + todo;
    return "%-4s  %-9s  %s".formatted(state.word, matter, SingleLine.of(all));
  }
}
