package dev.corkboard.service;

import dev.corkboard.service.log.SingleLine;
import dev.corkboard.service.mail.DeadMail;
import dev.corkboard.service.mail.DeadMails.Retried;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the mails that were given up. */
@Command(name = "mail", mixinStandardHelpOptions = true, description = {
    "Lists the mails that were given up, tries them again, or throws them away.",
    "Without DB_URL it looks into the store in CORKBOARD_HOME, whether corkboard up is running or not."}, subcommands = {
        MailCommand.Dead.class, MailCommand.Retry.class, MailCommand.Discard.class})
final class MailCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of them? Try: corkboard mail dead");
  }

  /** Shows them. */
  @Command(name = "dead", mixinStandardHelpOptions = true, description = "Lists the mails that were given up, the longest dead first.")
  static final class Dead implements Callable<Integer> {

    @Override
    public Integer call() {
      print(System.getenv(), System.out);
      return 0;
    }

    static void print(Map<String, String> env, PrintStream out) {
      try (MailDesk desk = MailDesk.in(env)) {
        long count = 0;
        for (Iterator<DeadMail> mails = desk.mails().pages().flatMap(List::stream).iterator(); mails.hasNext(); count++)
          out.println(line(mails.next()));
        out.println(count == 0
            ? "No mail is dead."
            : count + " mails are dead. Once the cause is mended:"
                + " corkboard mail retry MESSAGE_ID, or --all.");
      }
    }

    private static String line(DeadMail mail) {
      String error = SingleLine.of(mail.error());
      return "%s  %s  %s of %s: %s%s".formatted(mail.deadAt(), mail.messageId(), mail.kind(),
          mail.username().orElse("nobody"), error, mail.retryable() ? "" : " (cannot be tried again)");
    }
  }

  /** Tries them again. */
  @Command(name = "retry", mixinStandardHelpOptions = true, description = {
      "Has mails tried again that were given up; a running node sends each once.",
      "Waits some seconds for what comes of it. Ends with 1 if a mail is still dead, or has died again."})
  static final class Retry implements Callable<Integer> {

    /** One of the two. */
    static final class Which {
      @Parameters(paramLabel = "MESSAGE_ID", description = "This one.")
      private Optional<String> messageId = Optional.empty();

      @Option(names = "--all", description = "All that can be tried again.")
      private boolean all;
    }

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Override
    public Integer call() {
      return run(System.getenv(), which.messageId, System.out);
    }

    static int run(Map<String, String> env, Optional<String> messageId, PrintStream out) {
      try (MailDesk desk = MailDesk.in(env)) {
        List<String> ids = messageId.map(List::of).orElseGet(desk::ids);
        List<String> accepted = ids.stream().filter(id -> accepted(desk, id, messageId.isPresent(), out)).toList();
        MailDesk.Result result = desk.await(accepted);
        out.println(accepted.size() + " mails are tried again: " + result.sent() + " sent, " + result.waiting()
            + " on their way, " + result.dead() + " dead again. " + desk.mails().count() + " mails are dead.");
        desk.clearQueue().ifPresent(out::println);
        return accepted.size() == ids.size() && result.dead() == 0 ? 0 : 1;
      }
    }

    private static boolean accepted(MailDesk desk, String id, boolean named, PrintStream out) {
      Retried retried = desk.mails().retry(id);
      if (retried == Retried.UNKNOWN && named) throw MailDesk.unknown(id);
      if (retried == Retried.IMPOSSIBLE)
        out.println(id
            + " cannot be tried again: its message was not kept because of its secret, or is still none of ours."
            + " corkboard mail discard " + id + " throws it away.");
      return retried == Retried.ACCEPTED;
    }
  }

  /** Throws one away. */
  @Command(name = "discard", mixinStandardHelpOptions = true, description = "Throws a mail away that was given up: it will never be sent.")
  static final class Discard implements Callable<Integer> {

    @Parameters(paramLabel = "MESSAGE_ID", description = "As corkboard mail dead shows it.")
    private String messageId;

    @Override
    public Integer call() {
      run(System.getenv(), messageId, System.out);
      return 0;
    }

    static void run(Map<String, String> env, String messageId, PrintStream out) {
      try (MailDesk desk = MailDesk.in(env)) {
        if (!desk.mails().discard(messageId)) throw MailDesk.unknown(messageId);
        out.println(messageId + " will not be sent.");
        desk.clearQueue().ifPresent(out::println);
      }
    }
  }
}
