package dev.sessionlog.archive;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A folder for one command, which is this process's alone as long as it lives, and removed when it
 * is closed.
 *
 * @param folder the folder
 * @param use the open file whose lock says that somebody is there
 */
record ViewFolder(Path folder, FileChannel use) implements Closeable {
  private static final String VIEWS = "views";
  private static final String USED = ".used";
  private static final Duration ABANDONED = Duration.ofHours(6);

  /** Makes one below a folder, there or not, and removes those whose processes are gone. */
  static ViewFolder in(Path above) throws IOException {
    Path views = above.resolve(VIEWS);
    StoreFiles.makeLogDir(above);
    StoreFiles.makeFolder(above, views);
    for (Path old : StoreFiles.entries(views)) {
      if (!Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
        continue; // nothing of ours: what a link leads to is somebody's
      }
      if (old.getFileName().toString().startsWith(".")) {
        removeWhenOld(old);
      } else {
        removeUnlessUsed(old);
      }
    }
    String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    // Under a name that others leave alone until it is locked.
    Path fresh = StoreFiles.createFolder(views.resolve("." + name));
    FileChannel use = StoreFiles.lockFile(fresh.resolve(USED));
    use.lock();
    Path view = views.resolve(name);
    Files.move(fresh, view, StandardCopyOption.ATOMIC_MOVE);
    return new ViewFolder(view, use);
  }

  @Override
  public void close() throws IOException {
    use.close();
    remove(folder);
  }

  private static void removeUnlessUsed(Path view) throws IOException {
    try (FileChannel use = StoreFiles.lockFile(view.resolve(USED));
        FileLock free = use.tryLock()) {
      if (free != null) {
        remove(view);
      }
    } catch (NoSuchFileException | OverlappingFileLockException goneOrOwn) {
      return;
    } catch (CorruptRecordingException noLock) {
      remove(view); // a link or a pipe in its place: nobody's view
    }
  }

  private static void removeWhenOld(Path begun) throws IOException {
    try {
      Instant made = Files.getLastModifiedTime(begun, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (made.isBefore(Instant.now().minus(ABANDONED))) {
        remove(begun);
      }
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (NoSuchFileException gone) {
      return;
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
