package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.State;

/**
 * The way to the entities of one kind. Both calls block until the entity replies, and throw an outage when it does
 * not in time; whether the command was stored is then unknown.
 */
public interface Gateway<C extends Command, S extends State> {

  Reply<S> send(String id, C command);

  /** The same under an id that was made for this command: no entity has it, and nobody else knows it. */
  default Reply<S> sendFirst(String id, C command) {
    return send(id, command);
  }

  S read(String id);
}
