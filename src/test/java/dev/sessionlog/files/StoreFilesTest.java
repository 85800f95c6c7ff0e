package dev.sessionlog.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.custody.AuditFile;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a log dir, laid there by somebody who wants something of who opens it. */
class StoreFilesTest {
  private static final int STRANGER = 61001;
  private static final int USUAL_UMASK = 022;

  @TempDir private Path dir;
  private final Unix unix = Unix.load();
  private Path secret;
  private Path store;

  @BeforeEach
  void make() throws IOException {
    store = Files.createDirectory(dir.resolve("store"));
    mode(store, 0700);
    secret = Files.writeString(dir.resolve("secret"), "kept");
  }

  @AfterEach
  void restore() {
    unix.umask(USUAL_UMASK);
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  private void give(Path path, int uid) throws IOException {
    assumeTrue(unix.uid() == 0, "only root can give files away");
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  private static void refuses(Executable opening) {
    IOException refused =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> assertThrows(IOException.class, opening));
    assertTrue(!(refused instanceof NoSuchFileException), refused::toString);
  }

  private void refusesAll(Path file) throws IOException {
    refuses(() -> StoreFiles.read(file));
    refuses(() -> StoreFiles.input(file));
    refuses(() -> StoreFiles.bytes(file, 99));
    refuses(() -> StoreFiles.update(file));
    refuses(() -> StoreFiles.updateOrCreate(file));
    refuses(() -> StoreFiles.append(file));
    refuses(() -> StoreFiles.appendingStream(file));
    refuses(() -> StoreFiles.lockFile(file));
    refuses(() -> StoreFiles.create(file));
    refuses(() -> StoreFiles.sync(file));
    assertEquals("kept", Files.readString(secret));
  }

  @Test
  void noLinkIsFollowed() throws IOException {
    refusesAll(Files.createSymbolicLink(store.resolve("file"), secret));
    refusesAll(Files.createSymbolicLink(store.resolve("dangling"), dir.resolve("none")));
    assertTrue(Files.notExists(dir.resolve("none")));
  }

  @Test
  void noNamedPipeIsWaitedFor() throws IOException {
    unix.mkfifo(store.resolve("fifo"), 0600);
    refusesAll(store.resolve("fifo"));
  }

  @Test
  void nothingIsReadOrWrittenThroughWhatAStrangerMayExchange() throws IOException {
    mode(store, 03770);
    unix.mkfifo(store.resolve("fifo"), 0660);
    give(store.resolve("fifo"), STRANGER);
    refusesAll(store.resolve("fifo"));
    Path link = Files.createSymbolicLink(store.resolve("link"), secret);
    give(link, STRANGER);
    refusesAll(link);
    Path theirs = Files.writeString(store.resolve("alice.log"), "theirs");
    give(theirs, STRANGER);
    assertEquals("theirs", StoreFiles.text(theirs, 99));
    assertThrows(NoSuchFileException.class, () -> StoreFiles.read(store.resolve("none")));
    refuses(() -> StoreFiles.append(theirs));
    refuses(() -> StoreFiles.update(theirs));
    Path twice = Files.createLink(store.resolve("twice"), secret);
    refuses(() -> StoreFiles.append(twice));
    mode(store, 0770);
  }

  @Test
  void aFolderBehindAStrangersLinkIsNone() throws IOException {
    Path target = Files.createDirectory(dir.resolve("target"));
    Path audit = Files.createSymbolicLink(store.resolve("audit"), target);
    give(audit, STRANGER);
    refuses(() -> new AuditFile(store).append("line"));
    refuses(() -> StoreFiles.makeFolder(store, audit));
    refuses(() -> StoreFiles.makeFolder(store, audit.resolve("below")));
    try (var left = Files.list(target)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aStrangersStoreIsReadAndNeverWritten() throws IOException {
    Path file = Files.writeString(store.resolve("file"), "text");
    give(file, STRANGER);
    give(store, STRANGER);
    assertEquals("text", StoreFiles.text(file, 99));
    IOException refused =
        assertThrows(IOException.class, () -> StoreFiles.lockFile(store.resolve("holds.lock")));
    assertTrue(refused.getMessage().contains("belongs to " + STRANGER), refused::toString);
    assertTrue(refused.getMessage().contains("runuser -u "), refused::toString);
    refuses(() -> StoreFiles.create(store.resolve("new")));
    refuses(() -> StoreFiles.makeFolder(store, store.resolve("holds")));
    refuses(() -> StoreFiles.requireFolder(store));
    try (var left = Files.list(store)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void whereOthersCouldWriteInAFolderOfOnesOwnTheyNoLongerCan() throws IOException {
    mode(store, 0777);
    StoreFiles.makeFolder(store, store.resolve("holds"));
    assertEquals(0755, mode(store));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 002, 077, 0777})
  void whatIsMadeHasAModeOfItsOwnWhateverTheUmask(int umask) throws IOException {
    unix.umask(umask);
    make(store, 0700, 0600);
    Path shared = store.resolve("system");
    StoreFiles.makeFolder(store, shared);
    mode(shared, 02750);
    if (unix.uid() == 0) {
      make(shared, 02750, 0640);
    }
  }

  private void make(Path store, int folderMode, int fileMode) throws IOException {
    Path folder = store.resolve("a/b");
    StoreFiles.makeFolder(store, folder);
    StoreFiles.createFolder(folder.resolve("c"));
    StoreFiles.append(folder.resolve("appended")).close();
    StoreFiles.output(folder.resolve("output")).close();
    StoreFiles.lockFile(folder.resolve("locked")).close();
    StoreFiles.updateOrCreate(folder.resolve("updated")).close();
    DurableFile.replace(folder.resolve("replaced"), new byte[1]);
    try (FileChannel created = StoreFiles.create(folder.resolve("created"))) {
      created.write(ByteBuffer.wrap(new byte[2]));
    }
    StoreFiles.outputLike(folder.resolve("created"), folder.resolve("like")).close();
    try (var paths = Files.walk(store.resolve("a"))) {
      for (Path path : paths.toList()) {
        int expected = Files.isDirectory(path) ? folderMode : fileMode;
        assertEquals(
            expected,
            mode(path),
            path + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
  }

  @Test
  void whatIsLongerThanItCanBeIsNotRead() throws IOException {
    Path file = Files.writeString(store.resolve("session.json"), "x".repeat(100));
    assertEquals(100, StoreFiles.bytes(file, 100).length);
    assertThrows(CorruptRecordingException.class, () -> StoreFiles.bytes(file, 99));
  }
}
