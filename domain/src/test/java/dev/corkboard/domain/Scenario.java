package dev.corkboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Rejection.Kind;
import java.util.List;

/** A rule told as an example: what happened, what somebody wants then, and what comes of it. */
public final class Scenario<C extends Command, E extends Event, S extends State> {
  private final Decider<C, E, S> decider;

  public Scenario(Decider<C, E, S> decider) {
    this.decider = decider;
  }

  @SafeVarargs
  public final Given given(E... past) {
    S state = decider.initial();
    for (E event : past)
      state = decider.evolve(state, event);
    return new Given(state);
  }

  /** What the past has led to. */
  public final class Given {
    private final S state;

    private Given(S state) {
      this.state = state;
    }

    public S state() {
      return state;
    }

    public Outcome when(C command) {
      return new Outcome(state, decider.decide(state, command));
    }
  }

  /** What the command leads to. */
  public final class Outcome {
    private final S before;
    private final Decision<E> decision;

    private Outcome(S before, Decision<E> decision) {
      this.before = before;
      this.decision = decision;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of copies the array
    public final Given thenEvents(E... expected) {
      assertThat(decision).isEqualTo(new Decision.Accepted<>(List.of(expected)));
      return afterwards();
    }

    /** What is so afterwards, if the command is accepted. */
    public Given afterwards() {
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      S state = before;
      for (E event : ((Decision.Accepted<E>) decision).events()) {
        state = decider.evolve(state, event);
      }
      assertThat(state.revision()).isGreaterThan(before.revision());
      return new Given(state);
    }

    public void thenNothing() {
      assertThat(decision).isEqualTo(new Decision.AlreadySo<E>());
    }

    public void thenRejected(Kind kind, String code) {
      assertThat(rejection()).extracting(Rejection::kind, Rejection::code).containsExactly(kind, code);
    }

    public void thenNotFound() {
      thenRejected(Kind.NOT_FOUND, "not-found");
    }

    public void thenForbidden() {
      thenRejected(Kind.FORBIDDEN, "forbidden");
    }

    public void thenConflict(String code) {
      thenRejected(Kind.CONFLICT, code);
    }

    public void thenInvalid(String field, String code) {
      thenRejected(Kind.INVALID, code);
      assertThat(rejection().field()).contains(field);
    }

    public void thenLostRace(Conflict... conflicts) {
      thenRejected(Kind.LOST_RACE, "lost-race");
      assertThat(rejection().conflicts()).containsExactly(conflicts);
    }

    private Rejection rejection() {
      assertThat(decision).isInstanceOf(Decision.Rejected.class);
      return ((Decision.Rejected<E>) decision).rejection();
    }
  }
}
