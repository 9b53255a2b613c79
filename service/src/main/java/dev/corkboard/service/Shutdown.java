package dev.corkboard.service;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/** Hangs the end of a part on a phase of Pekko's own end. */
final class Shutdown {

  /** Ends a part; it may block. */
  interface Part {
    void close() throws Exception;
  }

  private Shutdown() {}

  static void in(ActorSystem<?> system, String phase, String name, Part part) {
    CoordinatedShutdown.get(system).addTask(phase, name, () -> {
      CompletableFuture<Done> done = new CompletableFuture<>();
      Thread.ofVirtual().name("end-" + name).start(() -> {
        try {
          part.close();
          done.complete(Done.getInstance());
        } catch (Exception failed) {
          done.completeExceptionally(failed);
        }
      });
      return done;
    });
  }
}
