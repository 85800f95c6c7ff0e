package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.evidence.CheckpointAsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify FILE} says. */
final class BundleReportTest {
  @TempDir private Path temporary;

  private CliWorld world;
  private Path bundle;

  @BeforeEach
  void seal() throws Exception {
    world = new CliWorld(temporary);
    bundle = temporary.resolve("evidence.tar");
    CheckpointAsFile.bundle(temporary.resolve("log"), bundle);
  }

  @Test
  void aChangedOneIsNotCalledSealed() throws Exception {
    String right = world.sessionlog("verify", bundle.toString()).out();
    assertTrue(right.contains(" alice sealed at "), right);
    String text = Files.readString(bundle, StandardCharsets.ISO_8859_1);
    Files.writeString(bundle, text.replace("typed", "tyPed"), StandardCharsets.ISO_8859_1);
    CliRun changed = world.sessionlog("verify", bundle.toString());
    assertEquals(ExitCode.CORRUPT, changed.exitCode());
    assertTrue(changed.out().contains(" alice not as it was sealed in "), changed.out());
    assertTrue(changed.out().contains("WRONG session/typescript"), changed.out());
    assertFalse(changed.out().contains(" sealed at "), changed.out());
  }

  @Test
  void aFolderIsNamed() {
    CliRun run = world.sessionlog("verify", temporary.toString());
    assertEquals(ExitCode.USAGE, run.exitCode());
    assertTrue(run.err().contains(temporary + ": a folder, expected"), run.err());
  }
}
