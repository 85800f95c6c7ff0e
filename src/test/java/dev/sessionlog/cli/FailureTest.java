package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void fileErrorsNameTheFileAndTheReason() {
    assertEquals("/a: no such file or directory", message(new NoSuchFileException("/a")));
    assertEquals("/a: permission denied", message(new AccessDeniedException("/a")));
    assertEquals(
        "/a -> /b: No space left on device",
        message(new FileSystemException("/a", "/b", "No space left on device")));
    assertEquals(
        "/a: permission denied",
        message(new UncheckedIOException(new AccessDeniedException("/a"))));
    assertEquals(
        "input or output failed: Stream closed", message(new IOException("Stream closed")));
  }

  @Test
  void aCleanupThatMayNotLookIntoRootsFolderSaysWhoMay() {
    assumeFalse(Files.isReadable(Path.of("/root")), "needs a user who is not root");

    assertEquals(
        "/root: permission denied: it belongs to root; run 'sessionlog cleanup' as root",
        Failure.of(new AccessDeniedException("/root"), "cleanup").messages().get(0));
    assertEquals(
        "/root: permission denied",
        Failure.of(new AccessDeniedException("/root"), "export").messages().get(0));
  }

  @Test
  void aCommandsOwnFailureKeepsItsExitCode() {
    Failure failure = Failure.of(new CommandFailure(ExitCode.NOT_FOUND, "alice: no such user"));

    assertEquals(new Failure(List.of("alice: no such user"), ExitCode.NOT_FOUND), failure);
  }

  @Test
  void theUnexpectedIsCalledAnInternalError() {
    assertEquals(
        "internal error: IllegalStateException: odd (--debug shows where)",
        message(new IllegalStateException("odd")));
  }

  private static String message(Exception e) {
    return Failure.of(e).messages().get(0);
  }
}
