package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.State;

/**
 * The way to the entities of one kind. Both calls block until the entity replies, and throw an outage when it does
 * not in time; whether the command was stored is then unknown.
 */
public interface Gateway<C extends Command, S extends State> {

  Reply<S> send(String id, C command);

  S read(String id);
}
