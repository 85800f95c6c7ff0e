package dev.sessionlog.login;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What a command does at SIGPIPE, and how it is told. */
public enum PipeSignal {
  /** What the login shell does: this env(1) cannot change that. */
  AS_FOUND("", ""),
  /** It is ignored by {@code script} alone. */
  SET("/usr/bin/env --ignore-signal=PIPE ", "/usr/bin/env --default-signal=PIPE ");

  private static final long PATIENCE_SECONDS = 5;

  private final String ignored;
  private final String asUsual;

  PipeSignal(String ignored, String asUsual) {
    this.ignored = ignored;
    this.asUsual = asUsual;
  }

  /** Returns the words before a command that is to ignore it. */
  String ignored() {
    return ignored;
  }

  /** Returns the words before a command that is to take it as programs do. */
  String asUsual() {
    return asUsual;
  }

  /** Asks this machine's env(1), which takes some milliseconds. */
  public static PipeSignal ofThisMachine() {
    try {
      Process process =
          new ProcessBuilder(
                  "/usr/bin/env", "--ignore-signal=PIPE", "/usr/bin/env", "--default-signal=PIPE")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? SET
          : AS_FOUND;
    } catch (IOException none) {
      return AS_FOUND;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return AS_FOUND;
    }
  }
}
