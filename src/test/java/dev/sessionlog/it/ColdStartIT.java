package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first login, when the machine is so busy that its collector takes long to start. */
final class ColdStartIT extends LoginScene {
  /** Puts a program before the JVM; {@code line} is what it does. */
  private void startJavaBy(String line) throws IOException {
    Path java = root.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.write(java, List.of("#!/bin/sh", line));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    installation.environment().put("JAVA_HOME", root.resolve("jdk").toString());
  }

  @Test
  void aCollectorThatIsLateIsWaitedFor() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    startJavaBy("sleep 3.5; exec " + java + " \"$@\"");
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("exit 3");
    assertEquals(3, terminal.awaitExit());
    assertTrue(terminal.shown().contains("This session is recorded"), terminal.shown());
    installation.awaitAllDone();
    assertEquals(1, installation.recordings().size());
  }

  @Test
  void aCollectorThatNeverComesUpIsGivenUp() throws Exception {
    startJavaBy("exec sleep 120");
    Terminal terminal = installation.run("/bin/bash", "-l");
    terminal.await("not recorded: the collector does not answer").await("READY> ");
    terminal.enter("exit 4");
    assertEquals(4, terminal.awaitExit());
  }
}
