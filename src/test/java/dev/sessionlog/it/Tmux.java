package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A terminal that a person sees: tmux with one window, on a server of its own. */
final class Tmux implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/tmux");

  private final Installation installation;
  private final Path socket;

  private Tmux(Installation installation, Path socket) {
    this.installation = installation;
    this.socket = socket;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts a shell in a window of that size. */
  static Tmux start(Installation installation, Path socket, int columns, int rows)
      throws IOException, InterruptedException {
    Tmux tmux = new Tmux(installation, socket);
    tmux.run(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "" + columns,
            "-y",
            "" + rows,
            "PS1='READY> ' /bin/bash --norc --noprofile")
        .exits(0);
    tmux.await("READY>", text -> text.contains("READY>"));
    return tmux;
  }

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-S", socket.toString()));
    command.addAll(List.of(arguments));
    return Outcome.of(command, installation.home(), installation.environment(), "");
  }

  /** Presses keys, named as tmux names them, or types text. */
  Tmux keys(String... keys) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    run(arguments.toArray(new String[0])).exits(0);
    return this;
  }

  /** Types a command line. */
  Tmux enter(String line) throws IOException, InterruptedException {
    run("send-keys", "-l", line).exits(0);
    return keys("Enter");
  }

  void resize(int columns, int rows) throws IOException, InterruptedException {
    run("resize-window", "-x", "" + columns, "-y", "" + rows).exits(0);
  }

  /** Returns what the window shows. */
  String shown() throws IOException, InterruptedException {
    return run("capture-pane", "-p").exits(0).out();
  }

  /** Returns a fact of the window, by a format of tmux. */
  String fact(String format) throws IOException, InterruptedException {
    return run("display-message", "-p", format).exits(0).out().strip();
  }

  /** Waits until the window shows what is wanted, and returns it. */
  String await(String what, Predicate<String> wanted) {
    String[] last = {""};
    try {
      return Installation.awaitValue(
          what,
          () -> {
            last[0] = shown();
            return Optional.of(last[0]).filter(wanted);
          });
    } catch (RuntimeException e) {
      throw new AssertionError("not shown: " + what + "; but:\n" + last[0], e);
    }
  }

  /** Waits until the first row begins so, and the last contains this. */
  void awaitRows(String first, String inLast) {
    await(
        first + " ... " + inLast,
        text -> {
          List<String> lines = text.lines().toList();
          return lines.get(0).startsWith(first) && lines.get(lines.size() - 1).contains(inLast);
        });
  }

  @Override
  public void close() throws IOException {
    try {
      Outcome outcome = run("kill-server");
      assertTrue(outcome.exitsWith(0) || outcome.err().contains("no server"), outcome::toString);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
