package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an archive of classes that the JVM passes over. */
final class ClassArchiveTest {
  @TempDir private Path home;

  private Optional<String> problem(String vmInfo) {
    return ClassArchive.problem(
        home.resolve("lib/a.jar") + ":" + home.resolve("lib/b.jar"), vmInfo);
  }

  @Test
  void oneThatIsMissingOrPassedOverIsToldOfOnceItIsInstalled() throws IOException {
    assertEquals(Optional.empty(), problem("mixed mode"), "no installed program");
    Files.createDirectories(home.resolve("lib"));
    Files.createDirectories(home.resolve("bin"));
    Files.createFile(home.resolve("bin/sessionlog"));
    String missing = problem("mixed mode, sharing").orElseThrow();
    assertTrue(missing.contains("sessionlog.jsa is missing; as the owner, run " + home), missing);
    Files.createFile(home.resolve("lib/sessionlog.jsa"));
    assertEquals(Optional.empty(), problem("emulated-client, sharing"));
    String other = problem("emulated-client").orElseThrow();
    assertTrue(other.contains("was made for another Java, or in another place"), other);
  }
}
