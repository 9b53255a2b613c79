package dev.corkboard.readmodel.projection;

import java.io.OutputStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.projection.ProjectionBehavior;
import scala.Console;

/**
 * Keeps a projection from printing while it takes a message: pekko-projection-jdbc 1.0.0 has a println left in its stop,
 * and standard output is for what operators are told.
 */
final class Silent extends BehaviorInterceptor<ProjectionBehavior.Command, ProjectionBehavior.Command> {

  private Silent() {
    super(ProjectionBehavior.Command.class);
  }

  static Behavior<ProjectionBehavior.Command> of(Behavior<ProjectionBehavior.Command> projection) {
    return Behaviors.intercept(Silent::new, projection);
  }

  @Override
  public Behavior<ProjectionBehavior.Command> aroundReceive(TypedActorContext<ProjectionBehavior.Command> context,
      ProjectionBehavior.Command message, ReceiveTarget<ProjectionBehavior.Command> target) {
    return Console.withOut(OutputStream.nullOutputStream(), () -> target.apply(context, message));
  }
}
