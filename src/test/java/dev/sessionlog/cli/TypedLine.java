package dev.sessionlog.cli;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interactive shell on a terminal of its own, with the completion of this program, in which
 * somebody types a line and presses Tab. A key is bound that prints the line as the shell has it.
 */
final class TypedLine implements AutoCloseable {
  private static final Pattern SAID = Pattern.compile("(?s)<<<(.*?)>>>");

  private final PtyProcess process;
  private final StringBuilder screen = new StringBuilder();

  private TypedLine(PtyProcess process) {
    this.process = process;
  }

  static TypedLine in(CompletionShell shell, Path folder, Map<String, String> more)
      throws Exception {
    String script = Path.of("docs/completion", shell.fileName()).toAbsolutePath().toString();
    String[] command;
    String setup;
    switch (shell) {
      case BASH -> {
        command = new String[] {"/bin/bash", "--norc", "--noprofile", "-i"};
        setup =
            ". '%s'; bind 'set enable-bracketed-paste off'; bind -x '\"\\C-g\": printf \"<<<%%s>>>\" \"$READLINE_LINE\"'";
      }
      case ZSH -> {
        command = new String[] {"/bin/zsh", "-f", "-i"};
        setup =
            "autoload -U compinit; compinit -D -u; . '%s';"
                + " say() { print -rn -- \"<<<$BUFFER>>>\" }; zle -N say; bindkey '^g' say";
      }
      default -> throw new IllegalArgumentException(shell + " tells its completions by itself");
    }
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    environment.putAll(Map.of("HOME", folder.toString(), "TERM", "xterm", "LC_ALL", "C.UTF-8"));
    environment.putAll(more);
    PtyProcess process =
        new PtyProcessBuilder(command)
            .setDirectory(folder.toString())
            .setEnvironment(environment)
            .setInitialColumns(200)
            .setInitialRows(40)
            .start();
    TypedLine line = new TypedLine(process);
    Thread reader = new Thread(line::read, "typed-line");
    reader.setDaemon(true);
    reader.start();
    line.type(setup.formatted(script) + "; printf 're%sy\\n' ad\r");
    line.await(Pattern.compile("ready"));
    return line;
  }

  /** Returns the line after Tab was pressed at the end of {@code text}. */
  String completed(String text) throws Exception {
    synchronized (screen) {
      screen.setLength(0);
    }
    type("\005\025" + text + "\t\007");
    return await(SAID).group(1);
  }

  private void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  private Matcher await(Pattern expected) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    synchronized (screen) {
      while (System.nanoTime() < end) {
        Matcher found = expected.matcher(screen);
        if (found.find()) {
          return found;
        }
        screen.wait(1000);
      }
      throw new AssertionError("no " + expected + " on the terminal: " + screen);
    }
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = process.getInputStream().read(buffer);
          n > 0;
          n = process.getInputStream().read(buffer)) {
        synchronized (screen) {
          screen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          screen.notifyAll();
        }
      }
    } catch (IOException closed) {
      // The shell ended.
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
