package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

  private record Run(int code, String out, String err) {}

  @Test
  void helpIsTheSameAsACommandAndAsAnOption() {
    Run help = run("help");
    assertThat(help).isEqualTo(run("--help"));
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: corkboard").contains("create-admin", "doctor", "help");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void eachCommandHasHelpBothWays() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      if (command.equals("help")) continue;
      Run help = run("help", command);
      assertThat(help).as(command).isEqualTo(run(command, "--help"));
      assertThat(help.code()).as(command).isZero();
      assertThat(help.out()).startsWith("Usage: corkboard " + command);
    }
  }

  @Test
  void whatIsNoCommandIsWrongUsage() {
    assertThat(run().code()).isEqualTo(2);
    assertThat(run("nope").code()).isEqualTo(2);
    assertThat(run("help", "nope").code()).isEqualTo(2);
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
