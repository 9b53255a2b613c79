package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.MailFate.Answer;
import dev.corkboard.service.mail.MailServer;
import dev.corkboard.service.reminder.Messages.Message;
import jakarta.mail.MessagingException;

/** An SMTP server that is away at times, puts off, refuses, and whose yes may get lost on its way. */
final class SimMailServer implements MailServer {
  private final World world;
  boolean away;

  SimMailServer(World world) {
    this.world = world;
  }

  @Override
  public void connect() throws MessagingException {
    world.effect("connects to the mail server");
    if (away) throw new MessagingException("no answer");
  }

  @Override
  public Reply send(Message message) {
    world.effect("mails");
    Reply reply = answer(message);
    world.trace("the mail server says %s", reply);
    // At times longer than the lease, and often so when the answer is bad: what the mailer knows is old then.
    if (world.fails(reply.answer() == Answer.ACCEPTED ? 30 : 2)) world.pause();
    return reply;
  }

  private Reply answer(Message message) {
    if (away) return new Reply(Answer.PUT_OFF, "connection lost");
    if (world.fails(8)) return new Reply(Answer.PUT_OFF, "451 later");
    if (world.fails(15)) return new Reply(Answer.REFUSED, "550 nobody");
    world.checks.accepted(message);
    world.effect("waits for the yes");
    return world.fails(40) ? new Reply(Answer.PUT_OFF, "connection lost") : new Reply(Answer.ACCEPTED, "");
  }
}
