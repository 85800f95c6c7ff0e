package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question whether a login agrees, as sh asks it. */
@Tag("machine")
final class ConsentTest {
  private static final String ASKED = "Type yes to agree, or no to end this login: ";
  private static final String REFUSED =
      "\nsessionlog: login refused: you did not agree to be recorded\n";

  @TempDir private Path dir;

  /** Returns the exit code and what was shown; what is typed is not echoed by a pipe. */
  private String asked(String text, String typed) throws IOException, InterruptedException {
    RunDir runDir = new RunDir(dir);
    Consent.leave(runDir, text);
    Process process =
        new ProcessBuilder("/bin/sh", runDir.consent().toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + shown;
  }

  @Test
  void aYesAgreesAndANoDoesNot() throws Exception {
    String text = "All that you do is recorded.\nIt's kept for 90 days: $HOME %s";
    assertEquals("0 " + text + "\n" + ASKED, asked(text, "yes\n"));
    assertEquals("0 " + text + "\n" + ASKED, asked(text, "Y\n"));
    assertEquals("1 " + text + "\n" + ASKED + REFUSED.substring(1), asked(text, "no\n"));
  }

  @Test
  void theEndOfTheTerminalIsNoYes() throws Exception {
    assertEquals("1 a\n" + ASKED.repeat(3) + REFUSED.substring(1), asked("a", ""));
  }

  @Test
  void nothingInTheTextActsOnTheTerminal() throws Exception {
    assertTrue(asked("a\u001b[2J", "yes\n").startsWith("0 a\\x1b[2J\n"));
  }

  @Test
  void withoutATextNobodyIsAsked() throws Exception {
    assertEquals("0 ", asked("", ""));
    assertEquals(Optional.empty(), Consent.of(new RunDir(dir), ""));
  }

  @Test
  void allWhoLogInMayReadIt() throws Exception {
    asked("a", "yes\n");
    Path file = new RunDir(dir).consent();
    assertEquals(0644, (int) Files.getAttribute(file, "unix:mode") & 07777);
    assertEquals(Unix.load().uid(), (long) (int) Files.getAttribute(file, "unix:uid"));
  }
}
