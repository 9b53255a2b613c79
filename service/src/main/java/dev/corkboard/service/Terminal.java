package dev.corkboard.service;

import dev.corkboard.service.carry.Meter;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a command has come: a bar on a terminal, a line now and then elsewhere; on standard error. */
final class Terminal {

  /** One piece of work that is shown until it is closed. */
  interface Shown extends Meter, AutoCloseable {
    @Override
    void close();
  }

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final PrintStream out;
  private final boolean bars;

  Terminal(PrintStream out, boolean bars) {
    this.out = out;
    this.bars = bars;
  }

  static Terminal standardError() {
    return new Terminal(System.err, isTerminal());
  }

  Shown show(String work) {
    return bars ? new Bar(work) : new Lines(work);
  }

  /** Java of this release has no way to ask; every shell has. */
  private static boolean isTerminal() {
    try {
      Process test = new ProcessBuilder("test", "-t", "2").redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static final class Bar implements Shown {
    private final ProgressBar bar;

    Bar(String work) {
      bar = new ProgressBarBuilder().setTaskName(work).setInitialMax(0).setStyle(ProgressBarStyle.ASCII).build();
    }

    @Override
    public void at(long done, long all) {
      bar.maxHint(all);
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  private final class Lines implements Shown {
    private final String work;
    private long next = System.nanoTime() + BETWEEN_LINES.toNanos();

    Lines(String work) {
      this.work = work;
    }

    @Override
    public void at(long done, long all) {
      if (System.nanoTime() < next) return;
      next = System.nanoTime() + BETWEEN_LINES.toNanos();
      out.println(String.format(Locale.ROOT, "%s: %,d of %,d", work, done, all));
    }

    @Override
    public void close() {}
  }
}
