package dev.sessionlog.it;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A pseudo-terminal with a program on it, and somebody who types and reads. */
final class Terminal implements AutoCloseable {
  private static final long OTHERS_MILLIS = 1000;
  private final PtyProcess process;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Thread drain;

  /** Why nothing more is read from the terminal. */
  private volatile String end = "not ended";

  private Terminal(PtyProcess process) {
    this.process = process;
    this.drain = new Thread(this::drain, "terminal-" + process.pid());
    this.drain.setDaemon(true);
  }

  static Terminal start(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    PtyProcess process =
        new PtyProcessBuilder(command)
            .setDirectory(folder.toString())
            .setEnvironment(environment)
            .setInitialColumns(100)
            .setInitialRows(30)
            .start();
    Terminal terminal = new Terminal(process);
    terminal.drain.start();
    return terminal;
  }

  private void drain() {
    byte[] buffer = new byte[64 * 1024];
    try (InputStream output = process.getInputStream()) {
      for (int count = output.read(buffer); count > 0; count = output.read(buffer)) {
        synchronized (screen) {
          screen.write(buffer, 0, count);
        }
      }
    } catch (IOException closed) {
      end = closed.getMessage();
    }
  }

  long pid() {
    return process.pid();
  }

  /** Types text as it stands. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Types a line and the return key. */
  Terminal enter(String line) throws IOException {
    type(line + "\r");
    return this;
  }

  /** Returns all that the terminal has shown. */
  String shown() {
    synchronized (screen) {
      return screen.toString(StandardCharsets.UTF_8);
    }
  }

  /** Waits until the terminal has shown something. */
  Terminal await(String regex) {
    Pattern pattern = Pattern.compile(regex);
    try {
      Awaitility.await()
          .atMost(Installation.PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> pattern.matcher(shown()).find());
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          "no " + regex + " on the terminal (output " + end + "): " + shown() + programs(), late);
    }
    return this;
  }

  /** Tells which programs run on the terminal, and in which system call they wait. */
  private String programs() {
    StringBuilder text = new StringBuilder();
    // A pseudo-terminal's process has a pid and no handle.
    ProcessHandle.of(process.pid()).stream()
        .flatMap(program -> Stream.concat(Stream.of(program), program.descendants()))
        .forEach(
            program -> {
              text.append('\n').append(program.pid()).append(' ');
              text.append(program.info().commandLine().orElse("?")).append(": ");
              text.append(systemCall(program.pid()));
            });
    return text.toString();
  }

  private static String systemCall(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/syscall")).strip();
    } catch (IOException notForUs) {
      return "?";
    }
  }

  void resize(int columns, int rows) {
    process.setWinSize(new WinSize(columns, rows));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits for the program's end, and until all that it wrote is there unless others have the
   * terminal open for more than a second, and returns what it returned.
   */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(Installation.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs; it has shown: " + shown());
    }
    drain.join(OTHERS_MILLIS);
    return process.exitValue();
  }

  /** Waits until all that the program wrote is there. */
  void awaitOutputEnd() throws InterruptedException {
    drain.join(Installation.PATIENCE.toMillis());
  }

  /** Hangs up: closes the terminal, as a lost connection does. */
  @Override
  public void close() {
    process.destroy();
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }
}
