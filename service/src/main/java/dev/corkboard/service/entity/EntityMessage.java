package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.State;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be sent to an entity. */
public sealed interface EntityMessage<C extends Command, S extends State> {
  ActorRef<Reply<S>> replyTo();

  /**
   * Decide the command, store what it leads to, then reply; but nothing of that after the deadline, by the clock that all
   * nodes share, as the sender has given up by then and tells its client that nothing was done.
   */
  record Execute<C extends Command, S extends State>(C command, Instant deadline, ActorRef<Reply<S>> replyTo)
      implements
        EntityMessage<C, S> {

    /** Of what a node of an older release sends. */
    public static final Instant NONE = Instant.MAX;
  }

  /** Reply with the state as it is. */
  record Read<C extends Command, S extends State>(ActorRef<Reply<S>> replyTo) implements EntityMessage<C, S> {}
}
