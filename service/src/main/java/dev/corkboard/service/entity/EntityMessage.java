package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.State;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be sent to an entity. */
public sealed interface EntityMessage<C extends Command, S extends State> {
  ActorRef<Reply<S>> replyTo();

  /** Decide the command, store what it leads to, then reply. */
  record Execute<C extends Command, S extends State>(C command, ActorRef<Reply<S>> replyTo)
      implements
        EntityMessage<C, S> {}

  /** Reply with the state as it is. */
  record Read<C extends Command, S extends State>(ActorRef<Reply<S>> replyTo) implements EntityMessage<C, S> {}
}
