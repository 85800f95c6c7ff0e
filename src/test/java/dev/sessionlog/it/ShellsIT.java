package dev.sessionlog.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recorded login is the same login: the cells of {@code scripts/shells} that found faults once.
 */
final class ShellsIT {
  private static final List<String> PROGRAMS =
      List.of("python3", "bash", "dash", "zsh", "fish", "ksh", "rbash");

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash ksh", "fish rbash", "zsh"})
  void aRecordedLoginIsTheSameLogin(String shells) throws Exception {
    for (String program : PROGRAMS) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("JAVA_HOME", System.getProperty("sessionlog.java.home"));
    environment.put("SESSIONLOG_LAUNCHER", Installation.launcher().toString());
    Path script = Path.of("scripts/shells").toAbsolutePath();
    List<String> command = new ArrayList<>(List.of("python3", script.toString(), "--sample"));
    command.addAll(List.of(shells.split(" ")));
    Outcome.of(command, root, environment, "").exits(0);
  }
}
