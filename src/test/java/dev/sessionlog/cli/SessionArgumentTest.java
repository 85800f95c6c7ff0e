package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionArgumentTest {
  @TempDir Path logDir;

  @BeforeEach
  void record() throws IOException {
    Path sessions = logDir.resolve("sessions");
    for (int i = 1; i <= 6; i++) {
      Files.createDirectories(sessions.resolve("alice/20261123T06000" + i + "-bbbb"));
    }
    Files.createDirectories(sessions.resolve("bob/20261124T060000-cccc"));
    Files.createDirectories(sessions.resolve("carol"));
  }

  @Test
  void aSessionIsFound() throws IOException {
    assertEquals(
        "20261123T060005-bbbb", SessionArgument.resolve(logDir, "alice~1").id().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2026                 | '2026' is ambiguous: 20261124T060000-cccc (bob), 20261123T060006-bbbb (alice), 20261123T060005-bbbb (alice), 20261123T060004-bbbb (alice) and 3 more
          20261124T060000-dddd | no session '20261124T060000-dddd'; the nearest are 20261124T060000-cccc (bob)
          alice~6              | alice~6: only 6 recordings of user 'alice' are kept, the oldest is alice~5
          bob~1                | bob~1: only one recording of user 'bob' is kept
          carol                | no recording of user 'carol' is kept
          """)
  void whatIsNotOneSessionIsOneLineWithCandidates(String text, String message) {
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> SessionArgument.resolve(logDir, text));

    assertEquals(message, failure.getMessage());
    assertEquals(ExitCode.NOT_FOUND, failure.exitCode());
  }

  @Test
  void aMisspeltUserIsGuessed() {
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> SessionArgument.resolve(logDir, "alcie~2"));

    assertEquals(
        "no session or user 'alcie~2' in " + logDir.resolve("sessions") + ", did you mean 'alice'?",
        failure.getMessage());
  }
}
