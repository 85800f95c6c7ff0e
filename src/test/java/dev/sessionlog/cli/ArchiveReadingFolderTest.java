package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.archive.SampleArchive;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a folder can do to those who read an archive there. */
@Tag("machine")
class ArchiveReadingFolderTest {
  private static final String ID = "20261122T062510-bbbb";

  @TempDir private Path dir;
  private CliWorld world = new CliWorld(Path.of("."));
  private SampleArchive archive;

  @BeforeEach
  void fill() throws IOException {
    world = new CliWorld(dir);
    archive = SampleArchive.in(dir.resolve("archive"));
    archive.ended(
        "web1-k3f9q2mzx7",
        ended(),
        "Script started on 2026-11-22 06:25:10+00:00\nhay\r\n",
        "O 1.500000 5\n");
  }

  private static Session ended() {
    Session begun = SampleSession.named(ID).user("alice").build();
    return begun.ended(SessionState.COMPLETE, begun.started().plusSeconds(9), OptionalInt.of(0), 5);
  }

  private CliRun read(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--archive-url";
    all[words.length + 1] = archive.url();
    return world.sessionlog(all);
  }

  @Test
  void aNamedPipeInPlaceOfAFolderStopsNothing() throws Exception {
    String opened = dir.resolve("archive/opened").toString();
    assertEquals(0, new ProcessBuilder("mkfifo", opened).start().waitFor());
    read("list").exitsWith(0).printsPart(ID);
  }

  /** What is in the cache does not stand for an archive that is gone. */
  @Test
  void anArchiveThatIsGoneIsSaid() throws IOException {
    read("show", "-t", ID).exitsWith(0);
    Files.move(dir.resolve("archive"), dir.resolve("moved"));
    read("show", "-t", ID).exitsWith(1);
  }
}
