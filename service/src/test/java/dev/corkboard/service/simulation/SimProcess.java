package dev.corkboard.service.simulation;

import dev.corkboard.service.simulation.Fibers.Fiber;
import java.time.Duration;
import java.time.Instant;

/** A scheduler or a mailer: it can be killed wherever it gives way, and starts anew after a while. */
final class SimProcess {

  /** The process is gone; nothing of the product may catch it. */
  static final class Killed extends Error {
    Killed() {
      super("killed", null, false, false);
    }
  }

  /** What the process does, from its start on. */
  interface Life {
    void live(SimProcess process);
  }

  final String name;
  private final World world;
  private final Fiber fiber;
  private Instant wakesAt = Instant.MIN;
  private boolean killed;
  private boolean dead;
  private int life;

  SimProcess(String name, World world, Life work) {
    this.name = name;
    this.world = world;
    fiber = new Fiber(() -> run(work));
  }

  private void run(Life work) {
    while (!world.isOver()) {
      try {
        work.live(this);
      } catch (Killed gone) {
        world.trace("%s is killed", name);
        life++;
        killed = false;
        world.broker.gone(this);
        if (!world.isOver()) wakesAt = world.now().plusSeconds(world.below(world.isCalm() ? 5 : 900));
        dead = true;
        fiber.giveWay();
        dead = false;
        killed = false;
      }
    }
  }

  boolean isReady(Instant now) {
    return !fiber.hasEnded() && !wakesAt.isAfter(now);
  }

  boolean hasEnded() {
    return fiber.hasEnded();
  }

  /** Which of its lives this is. */
  int life() {
    return life;
  }

  void step() {
    fiber.step();
  }

  void kill() {
    killed = true;
    wakesAt = Instant.MIN;
  }

  /** It dies here and now, and before anything else happens. */
  void killAtOnce() {
    kill();
    if (!dead) step();
  }

  void sleep(Duration time) {
    wakesAt = world.now().plus(time);
    giveWay();
  }

  void giveWay() {
    fiber.giveWay();
    if (killed) throw new Killed();
  }
}
