package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/**
 * What a command did: its arguments, what it wrote, and its exit code. Every failed expectation
 * shows all of it.
 */
record CliRun(List<String> args, int exitCode, String out, String err) {

  CliRun exitsWith(int expected) {
    assertEquals(expected, exitCode, this::toString);
    return this;
  }

  CliRun printsNothing() {
    return prints("");
  }

  CliRun prints(String expected) {
    assertEquals(expected, out, this::toString);
    return this;
  }

  CliRun printsPart(String part) {
    assertTrue(out.contains(part), () -> "stdout lacks: " + part + "\n" + this);
    return this;
  }

  CliRun complainsNot() {
    return complains("");
  }

  CliRun complains(String expected) {
    assertEquals(expected, err, this::toString);
    return this;
  }

  CliRun complainsPart(String part) {
    assertTrue(err.contains(part), () -> "stderr lacks: " + part + "\n" + this);
    return this;
  }

  @Override
  public String toString() {
    return "sessionlog %s\nexit code: %d\nstdout:\n%s\nstderr:\n%s"
        .formatted(String.join(" ", args), exitCode, out, err);
  }
}
