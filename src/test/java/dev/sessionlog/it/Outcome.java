package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How a command ended, and what it said. */
final class Outcome {
  private final List<String> command;
  private final int exitCode;
  private final byte[] output;
  private final String err;

  private Outcome(List<String> command, int exitCode, byte[] output, String err) {
    this.command = command;
    this.exitCode = exitCode;
    this.output = output;
    this.err = err;
  }

  static Outcome of(
      List<String> command, Path folder, Map<String, String> environment, String input)
      throws IOException, InterruptedException {
    return of(command, folder, environment, input.getBytes(StandardCharsets.UTF_8));
  }

  static Outcome of(
      List<String> command, Path folder, Map<String, String> environment, byte[] input)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("sessionlog-it", ".in");
    Path out = Files.createTempFile("sessionlog-it", ".out");
    Path err = Files.createTempFile("sessionlog-it", ".err");
    try {
      Files.write(in, input);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(Installation.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end; it said " + Files.readString(err));
      }
      return new Outcome(
          command, process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    } finally {
      Files.deleteIfExists(in);
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  byte[] output() {
    return output.clone();
  }

  int code() {
    return exitCode;
  }

  String err() {
    return err;
  }

  String out() {
    return new String(output, StandardCharsets.UTF_8);
  }

  boolean exitsWith(int expected) {
    return exitCode == expected;
  }

  Outcome exits(int expected) {
    assertEquals(expected, exitCode, this::toString);
    return this;
  }

  /** The command said one line on standard error, with this in it. */
  Outcome complains(String part) {
    assertEquals(1, err.lines().count(), this::toString);
    assertTrue(err.contains(part), this::toString);
    return this;
  }

  Outcome isSilentOnError() {
    assertEquals("", err, this::toString);
    return this;
  }

  @Override
  public String toString() {
    return command + " exited " + exitCode + "\nout: " + out() + "\nerr: " + err;
  }
}
