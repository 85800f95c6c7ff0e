package dev.sessionlog.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program through which people read long output: {@code $PAGER}, or less(1), which exits at
 * once if everything fits the screen. While it is open, the context's output goes to it.
 */
interface Pager {
  /** No pager: output is not redirected. */
  Pager NONE = () -> {};

  /** Waits until the pager ends. */
  void close();

  /**
   * Starts a pager if the output is a terminal and there is one; otherwise returns {@link #NONE}.
   */
  static Pager open(CommandContext context) {
    Optional<List<String>> command = context.isTerminal() ? command(context) : Optional.empty();
    if (command.isEmpty()) {
      return NONE;
    }
    ProcessBuilder builder =
        new ProcessBuilder(command.get())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.putIfAbsent("LESS", "FRX");
    // A user who may only read logs, through sudo, must not get a shell from less.
    environment.putIfAbsent("LESSSECURE", "1");
    try {
      return new Running(context, builder.start());
    } catch (IOException notThere) {
      return NONE;
    }
  }

  private static Optional<List<String>> command(CommandContext context) {
    String chosen = context.surroundings().environment().get("PAGER");
    if (chosen != null) {
      return chosen.isBlank() || chosen.equals("cat")
          ? Optional.empty()
          : Optional.of(List.of("/bin/sh", "-c", chosen));
    }
    for (String folder : context.variable("PATH").orElse("").split(File.pathSeparator)) {
      File less = new File(folder, "less");
      if (folder.startsWith("/") && less.canExecute()) {
        return Optional.of(List.of(less.getPath()));
      }
    }
    return Optional.empty();
  }

  /** A running pager. */
  final class Running implements Pager {
    private final CommandContext context;
    private final Process process;
    private final Thread interrupted;

    private Running(CommandContext context, Process process) {
      this.context = context;
      this.process = process;
      this.interrupted = new Thread(this::await, "pager");
      context.out().flush();
      context.output().redirect(process.getOutputStream());
      // ^C reaches both; the pager continues, and must not lose its terminal to the shell.
      Runtime.getRuntime().addShutdownHook(interrupted);
    }

    @Override
    public void close() {
      context.out().flush();
      context.output().endRedirection();
      await();
      try {
        Runtime.getRuntime().removeShutdownHook(interrupted);
      } catch (IllegalStateException shuttingDown) {
        return;
      }
    }

    private void await() {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
