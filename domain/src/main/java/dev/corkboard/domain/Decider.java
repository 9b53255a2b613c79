package dev.corkboard.domain;

/** The rules of one kind of aggregate: what a command leads to, and what an event makes of the state. */
public interface Decider<C extends Command, E extends Event, S extends State> {

  S initial();

  Decision<E> decide(S state, C command);

  S evolve(S state, E event);
}
