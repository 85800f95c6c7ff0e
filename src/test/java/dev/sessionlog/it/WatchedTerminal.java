package dev.sessionlog.it;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A pseudo-terminal that keeps in a file all that was shown on it, however much, and notes for how
 * long nothing came.
 */
final class WatchedTerminal implements AutoCloseable {
  private static final int KEPT = 16 * 1024;

  private final PtyProcess process;
  private final Path shown;
  private final Thread drain;
  private final StringBuilder end = new StringBuilder();
  private volatile long longestPause;
  private volatile long last = System.nanoTime();

  private WatchedTerminal(PtyProcess process, Path shown) {
    this.process = process;
    this.shown = shown;
    this.drain = new Thread(this::drain, "terminal-" + process.pid());
    this.drain.setDaemon(true);
  }

  static WatchedTerminal login(Installation installation, Path shown) throws IOException {
    PtyProcess process =
        new PtyProcessBuilder(new String[] {"/bin/bash", "-l"})
            .setDirectory(installation.home().toString())
            .setEnvironment(installation.environment())
            .setInitialColumns(100)
            .setInitialRows(30)
            .start();
    WatchedTerminal terminal = new WatchedTerminal(process, shown);
    terminal.drain.start();
    return terminal;
  }

  private void drain() {
    byte[] buffer = new byte[64 * 1024];
    try (InputStream output = process.getInputStream();
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(shown))) {
      for (int count = output.read(buffer); count > 0; count = output.read(buffer)) {
        long now = System.nanoTime();
        longestPause = Math.max(longestPause, now - last);
        last = now;
        file.write(buffer, 0, count);
        synchronized (end) {
          end.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
          end.delete(0, Math.max(0, end.length() - KEPT));
        }
      }
    } catch (IOException closed) {
      return;
    }
  }

  WatchedTerminal enter(String line) throws IOException {
    process.getOutputStream().write((line + "\r").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return this;
  }

  /** Waits until the end of what was shown has this. */
  WatchedTerminal await(String regex, Duration patience) {
    Pattern pattern = Pattern.compile(regex);
    Awaitility.await("on the terminal: " + regex)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> {
              String tail = tail();
              if (!pattern.matcher(tail).find()) {
                throw new AssertionError(
                    "no " + regex + " in: …" + tail.substring(Math.max(0, tail.length() - 500)));
              }
            });
    return this;
  }

  WatchedTerminal await(String regex) {
    return await(regex, Installation.PATIENCE);
  }

  String tail() {
    synchronized (end) {
      return end.toString();
    }
  }

  /** Forgets the pauses so far: from now on somebody waits for output. */
  void watch() {
    last = System.nanoTime();
    longestPause = 0;
  }

  /** Returns the longest time since {@link #watch} in which nothing came. */
  Duration longestPause() {
    return Duration.ofNanos(longestPause);
  }

  /**
   * Returns the longest time since this was last asked in which nothing came, counted whole where
   * it began before that, and as long as it is by now where it goes on.
   */
  Duration takeLongestPause() {
    long longest = Math.max(longestPause, System.nanoTime() - last);
    longestPause = 0;
    return Duration.ofNanos(longest);
  }

  /** Returns how long nothing has come. */
  Duration silentFor() {
    return Duration.ofNanos(System.nanoTime() - last);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs; it has shown: …" + tail());
    }
    drain.join(patience.toMillis());
    return process.exitValue();
  }

  /** Returns the file of all that was shown; complete after {@link #awaitExit}. */
  Path shown() {
    return shown;
  }

  /** Returns the process id of what the terminal runs: the login shell, then {@code script}. */
  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }
}
