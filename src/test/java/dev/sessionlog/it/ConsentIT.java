package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins that must agree to be recorded before their shell starts. */
final class ConsentIT extends LoginScene {
  private static final String ASKED = "All is kept for 90 days\\.\r\nType yes to agree.*: ";

  @BeforeEach
  void ask() throws Exception {
    installation.configure("[login]", "consent = 'All is kept for 90 days.'");
  }

  private String recorded() throws Exception {
    installation.awaitAllDone();
    List<Path> recordings = installation.recordings();
    assertEquals(1, recordings.size());
    return Files.readString(recordings.get(0).resolve("typescript"));
  }

  @Test
  void whoAgreesGetsAShellAndTheRecordingProvesIt() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await(ASKED);
    assertFalse(terminal.shown().contains("READY> "), terminal.shown());
    terminal.enter("maybe").await("maybe\r\nType yes to agree").enter("Yes").await("READY> ");
    terminal.enter("echo in-$((1+1)); exit 4").await("in-2");
    assertEquals(4, terminal.awaitExit());
    String recorded = recorded();
    assertTrue(recorded.contains("All is kept for 90 days.\r\n"), recorded);
    assertTrue(recorded.contains("end this login: Yes\r\n"), recorded);
  }

  @Test
  void whoRefusesGetsNone() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await(ASKED).enter("no");
    terminal.await("sessionlog: login refused: you did not agree to be recorded");
    assertEquals(1, terminal.awaitExit());
    assertFalse(terminal.shown().contains("READY> "), terminal.shown());
    assertTrue(recorded().contains("end this login: no\r\n"));
  }

  @Test
  void anInterruptIsNoWayAround() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await(ASKED);
    terminal.type("\u0003");
    terminal.awaitExit();
    assertFalse(terminal.shown().contains("READY> "), terminal.shown());
    assertFalse(terminal.shown().contains("could not start"), terminal.shown());
    recorded();
  }

  @Test
  void aCommandIsNotAsked() throws Exception {
    installation.startCollector();
    Terminal terminal = installation.run("/bin/bash", "-lic", "echo in-$((1+1)); exit 5");
    assertEquals(5, terminal.awaitExit());
    assertTrue(terminal.shown().contains("in-2"), terminal.shown());
    assertFalse(terminal.shown().contains("agree"), terminal.shown());
  }
}
