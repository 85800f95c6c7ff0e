package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} of a folder. */
class FolderImportTest {
  private static final int MANY = 200;

  @TempDir private Path dir;

  private Path recordings() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("old/2020"));
    for (int i = 0; i < MANY; i++) {
      Files.writeString(
          folder.resolve("%04d.cast".formatted(i)),
          "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1700000000}\n[0.1,\"o\",\"n"
              + i
              + "\"]\n");
    }
    return dir.resolve("old");
  }

  @Test
  void twoRecordingsAreNotATypescriptAndItsTiming() throws IOException {
    CliWorld world = new CliWorld(dir);
    Path folder = Files.createDirectories(dir.resolve("two"));
    for (String name : List.of("a.cast", "b.cast")) {
      Files.writeString(folder.resolve(name), "{\"version\":2,\"width\":80,\"height\":24}\n");
    }
    Path one = folder.resolve("a.cast");

    world
        .sessionlog("import", one.toString(), folder.resolve("b.cast").toString())
        .exitsWith(ExitCode.USAGE)
        .complains(
            "sessionlog: "
                + one
                + ": looks like asciicast, which takes no timing file; import one recording at a"
                + " time, or a folder of them\n");
  }

  @Test
  void aFolderIsImportedWholeAndOnceOnly() throws IOException {
    Path folder = recordings();
    CliWorld world = new CliWorld(dir);
    CliRun first = world.sessionlog("import", folder.toString()).exitsWith(ExitCode.OK);
    assertEquals(MANY, first.out().lines().count(), "all have the same second");
    assertEquals("sessionlog: 200 imported\n", first.err());
    Files.writeString(folder.resolve("notes"), "no recording");
    Files.writeString(folder.resolve("bad.cast"), "{\"version\":7}\n");
    Files.writeString(
        folder.resolve("new.cast"), "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1}\n");
    CliRun second = world.sessionlog("import", folder.toString()).exitsWith(ExitCode.CORRUPT);
    assertEquals(1, second.out().lines().count(), second.out());
    assertTrue(second.err().contains("asciicast version 7"), second.err());
    assertTrue(
        second
            .err()
            .endsWith(
                "sessionlog: 1 imported, 200 imported before, 1 refused, 1 of unknown format: "
                    + folder.resolve("notes")
                    + "\n"),
        second.err());
  }

  @Test
  void oneFileIsImportedOnceUnlessForcedAndAfterItsSessionIsGone() throws IOException {
    Path file = dir.resolve("a.cast");
    Files.writeString(
        file,
        "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1700000000}\n[0.1,\"o\",\"x\"]\n");
    CliWorld world = new CliWorld(dir);
    CliRun first = world.sessionlog("import", file.toString()).exitsWith(ExitCode.OK);
    assertEquals("", first.err());
    String id = first.out().strip();
    Path copy = Files.copy(file, dir.resolve("copy.cast"));
    CliRun second = world.sessionlog("import", "-u", "bob", copy.toString()).exitsWith(ExitCode.OK);
    assertEquals(first.out(), second.out());
    assertEquals(
        "sessionlog: " + copy + ": already imported as " + id + "; --force imports it again\n",
        second.err());
    CliRun forced = world.sessionlog("import", "--force", copy.toString()).exitsWith(ExitCode.OK);
    assertNotEquals(first.out(), forced.out());
    Path many = Files.createDirectories(dir.resolve("many"));
    Files.copy(file, many.resolve("c.cast"));
    CliRun known = world.sessionlog("import", many.toString()).exitsWith(ExitCode.OK);
    assertEquals("sessionlog: 0 imported, 1 imported before\n", known.err());
    CliRun more = world.sessionlog("import", "--force", many.toString()).exitsWith(ExitCode.OK);
    assertEquals("sessionlog: 1 imported\n", more.err());
    assertEquals(3, world.sessionlog("list").exitsWith(ExitCode.OK).out().lines().count());
  }

  @Test
  void whatTheFileDoesNotSayIsTold() throws IOException {
    Path file = dir.resolve("a.cast");
    Files.writeString(file, "{\"version\":2,\"width\":0,\"height\":0}\n[0.1,\"o\",\"x");
    CliWorld world = new CliWorld(dir);
    CliRun run = world.sessionlog("import", file.toString()).exitsWith(ExitCode.OK);
    String name = "sessionlog: " + file + ": ";
    assertEquals(
        name
            + "it does not say when it began, so the time of the file is used; --started sets another\n"
            + name
            + "it does not say how large the terminal was, so 80x24 is used; --size sets another\n"
            + name
            + "cut off: its last line is cut off; imported up to there\n",
        run.err());
  }

  @Test
  @Tag("machine")
  void aPipeIsRefusedWithoutWaitingForItsWriter() throws IOException, InterruptedException {
    Path pipe = dir.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    new CliWorld(dir)
        .sessionlog("import", pipe.toString())
        .exitsWith(ExitCode.FAILED)
        .complains(
            "sessionlog: "
                + pipe
                + ": a pipe or a device, expected a file or a folder; copy it to a file first\n");
  }

  @Test
  void aFolderOfManyMayHoldAFolderCalledTypescript() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("mixed/typescript"));
    Files.writeString(
        folder.resolve("a.cast"),
        """
        {"version":2,"width":80,"height":24,"timestamp":1700000000}
        [0.1,"o","text"]
        """);
    CliRun run = new CliWorld(dir).sessionlog("import", dir.resolve("mixed").toString());
    run.exitsWith(ExitCode.OK);
    assertEquals("sessionlog: 1 imported\n", run.err());
  }
}
