package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Root works in a stranger's folder, on a machine whose /tmp cannot be used: the program needs
 * neither, writes into neither, and loads nothing from either.
 */
final class NativeLibraryIT {
  private static final String PLANTED = "not a library";

  @TempDir(factory = BesideTheProgram.class)
  private Path root;

  private Installation installation;
  private Path strangers;

  /** The usual place is below /tmp, which is what these tests take away. */
  static final class BesideTheProgram implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
        throws IOException {
      return Files.createTempDirectory(
          Path.of(System.getProperty("sessionlog.home")).getParent(), "native-");
    }
  }

  @BeforeEach
  void install() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "mounts need root");
    installation = Installation.in(root);
    StoredSession.in(installation).output(0.1, "$ echo hello\r\nhello\r\n");
    strangers = Files.createDirectory(root.resolve("strangers"));
    Files.writeString(strangers.resolve("libjffi-1.2.so"), PLANTED);
  }

  @AfterEach
  void remove() throws Exception {
    installation.close();
  }

  @Test
  void aFullFolderForTemporaryFilesIsNotNeeded() throws Exception {
    commandsWork("mount -t tmpfs -o size=4k tmpfs /tmp && head -c 4096 /dev/zero >/tmp/full");
  }

  @Test
  void noProgramNeedsToRunFromTheFolderForTemporaryFiles() throws Exception {
    commandsWork("mount -t tmpfs -o noexec tmpfs /tmp");
  }

  @Test
  void theCollectorStartsWhereNothingCanBeWritten() throws Exception {
    String said =
        inNamespace(
            "mount -t tmpfs -o noexec,ro tmpfs /tmp",
            "mount --bind -o ro \"$STRANGERS\" \"$STRANGERS\"",
            "cd \"$STRANGERS\"",
            "\"$SESSIONLOG\" daemon --idle-exit 2s & collector=$!",
            "until [ -e \"$RUN\"/collector.pid ]; do",
            "  kill -0 $collector 2>/dev/null || exit 9; sleep 0.05; done",
            "grep -o '/.*jffi.*so' /proc/$collector/maps | sort -u",
            "grep 'Max core' /proc/$collector/limits",
            "tr '\\0' '\\n' </proc/$collector/environ | grep LC_ALL",
            "wait $collector");
    String home = Path.of(System.getProperty("sessionlog.home")).toString();
    assertTrue(said.startsWith(home + "/lib/jni/"), said);
    assertEquals(1, said.lines().filter(line -> line.contains("jffi")).count(), said);
    assertTrue(said.matches("(?s).*Max core file size +0 +0 .*"), said);
    assertTrue(said.contains("LC_ALL=C.UTF-8"), said);
  }

  private void commandsWork(String mount) throws Exception {
    String said =
        inNamespace(
            mount,
            "mount --bind -o ro \"$STRANGERS\" \"$STRANGERS\"",
            "cd \"$STRANGERS\"",
            "\"$SESSIONLOG\" hold " + StoredSession.ID,
            "\"$SESSIONLOG\" cleanup",
            "\"$SESSIONLOG\" play " + StoredSession.ID + " </dev/null || [ $? = 2 ]",
            "find /tmp -name '*jffi*'");
    assertFalse(said.contains("jffi"), said);
    assertTrue(Files.exists(installation.logDir().resolve("holds/sessions/" + StoredSession.ID)));
  }

  /** Runs commands, each of which must succeed, with mounts that nobody else sees. */
  private String inNamespace(String... commands) throws Exception {
    String script = "set -e\n" + String.join("\n", commands);
    Map<String, String> environment = new HashMap<>(installation.environment());
    environment.put("SESSIONLOG", Installation.launcher().toString());
    environment.put("STRANGERS", strangers.toString());
    environment.put("RUN", installation.runDir().toString());
    String said =
        Outcome.of(
                List.of("/usr/bin/unshare", "-m", "/bin/sh", "-c", script),
                installation.home(),
                environment,
                "")
            .exits(0)
            .out();
    try (var left = Files.list(strangers)) {
      assertEquals(List.of(strangers.resolve("libjffi-1.2.so")), left.toList());
    }
    assertEquals(PLANTED, Files.readString(strangers.resolve("libjffi-1.2.so")));
    return said;
  }
}
