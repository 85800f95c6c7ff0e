package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a pipe counts as standing whose name in the run dir is gone. */
final class PipeSearchTest {
  private static final SessionId ID = SessionId.parse("20261126T100000-ab12").orElseThrow();

  @TempDir private Path root;
  private final Unix unix = Unix.load();
  private RunDir runDir;
  private Path elsewhere;
  private NamedPipe pipe;
  private PipeKeepAlive keepAlive;

  @BeforeEach
  void keepOpen() throws IOException {
    runDir = new RunDir(root.toRealPath().resolve("run"));
    new RunDirFolders(runDir).prepare(unix.uid());
    elsewhere = Files.createDirectory(root.toRealPath().resolve("other")).resolve(ID + ".fifo");
    pipe = NamedPipe.create(unix, elsewhere, 0600, 4096);
    keepAlive = PipeKeepAlive.start(unix, pipe, Duration.ofSeconds(60));
  }

  @AfterEach
  void release() throws IOException {
    keepAlive.release();
    pipe.close();
  }

  private Optional<Path> found() throws IOException {
    return new PipeSearch(unix, runDir, System::nanoTime).of(ID).map(PipeSearch.Found::path);
  }

  @Test
  void aPipeOfAnotherRunDirStandsThere() throws IOException {
    assertEquals(Optional.of(elsewhere), found());
    Files.delete(elsewhere);
    assertEquals(Optional.of(runDir.pipe(ID)), found());
  }

  /** As a user can lay it, who gave a file that name in mounts of their own. */
  @Test
  void whatElseStandsAtThatNameIsNotThePipe() throws IOException {
    assertEquals(Optional.of(elsewhere), found());
    Files.delete(elsewhere);
    unix.mkfifo(elsewhere, 0600);
    assertEquals(Optional.of(runDir.pipe(ID)), found());
  }

  @Test
  void aFolderThatIsALinkIsNotFollowed() throws IOException {
    Path real = elsewhere.getParent();
    Path moved = real.resolveSibling("moved");
    Files.move(real, moved);
    Files.createSymbolicLink(real, moved);
    assertEquals(Optional.of(moved.resolve(ID + ".fifo")), found(), "the kernel's name");
  }
}
