package dev.sessionlog.archive;

import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read from one archive and never changes there, kept in a folder of this user's: objects
 * as they are, under their names, and the files of recordings, put together. It may be removed at
 * any time. A file comes into it whole or not at all. Thread-safe, and safe for several processes.
 *
 * <p>Whoever uses a file gives it a second name ({@linkplain #link}), so that it stays although it
 * is removed here meanwhile.
 */
final class ArchiveCache {
  private static final String OBJECTS = "objects";
  private static final String FILES = "files";
  private static final String PART = ".part";
  private static final String SWEPT = "swept";
  private static final Duration ABANDONED = Duration.ofHours(6);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);
  private static final double KEPT = 0.9;

  private final Path folder;
  private final long limit;
  private final Set<Path> checked = ConcurrentHashMap.newKeySet();

  /**
   * Makes a cache; nothing is written yet.
   *
   * @param folder where it is, or will be
   * @param limit how many bytes it may keep, about
   */
  ArchiveCache(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  Path folder() {
    return folder;
  }

  /** Writes what is to be kept. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Returns the object of that name as a file, which is fetched unless it is there.
   *
   * @param most how many bytes it may have
   */
  Path object(ArchiveStore store, String name, long most) throws IOException {
    return file(
        folder.resolve(OBJECTS).resolve(name),
        out -> {
          try (InputStream in = store.read(name)) {
            copy(in, out, most, name);
          }
        });
  }

  private static void copy(InputStream in, OutputStream out, long most, String name)
      throws IOException {
    byte[] block = new byte[1 << 16];
    long copied = 0;
    for (int count = in.read(block); count >= 0; count = in.read(block)) {
      copied += count;
      if (copied > most) {
        throw new ArchiveException(
            ArchiveException.Kind.UNFIT, name + ": more than " + most + " bytes, passed over");
      }
      out.write(block, 0, count);
    }
  }

  /** Returns what was made of the object of that name, which is made unless it is there. */
  Path derived(String name, Content content) throws IOException {
    return file(folder.resolve(OBJECTS).resolve(name), content);
  }

  /** Returns a file of a recording, which is put together unless it is there. */
  Path file(ArchiveNames.SessionName session, String name, Content content) throws IOException {
    return file(pathOf(session, name), content);
  }

  /** Tells whether a file of a recording is there, put together. */
  boolean has(ArchiveNames.SessionName session, String name) {
    return Files.isRegularFile(pathOf(session, name), LinkOption.NOFOLLOW_LINKS);
  }

  private Path pathOf(ArchiveNames.SessionName session, String name) {
    return folder
        .resolve(FILES)
        .resolve(session.host().text())
        .resolve(session.id() + "." + UserFileName.of(session.user()))
        .resolve(name);
  }

  private Path file(Path file, Content content) throws IOException {
    Path parent = parentOf(file);
    if (!checked.contains(parent)) {
      StoreFiles.makeFolder(folder, parent);
      checked.add(parent);
    }
    try {
      removeUnlessFile(file);
      StoreFiles.setTime(file, FileTime.from(Instant.now())); // what was used last goes last
      return file;
    } catch (NoSuchFileException absent) {
      Path part = file.resolveSibling("." + UUID.randomUUID() + PART);
      try {
        try (OutputStream out = StoreFiles.output(part)) {
          content.writeTo(out);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      return file;
    }
  }

  /** A link or a pipe was not made here, whatever it leads to. */
  private static void removeUnlessFile(Path file) throws IOException {
    BasicFileAttributes facts =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!facts.isRegularFile()) {
      Files.deleteIfExists(file);
    }
  }

  private static Path parentOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no file in a cache: " + file);
    }
    return parent;
  }

  /**
   * Gives a file of the cache another name in a view.
   *
   * @throws NoSuchFileException when the cache let it go meanwhile
   */
  static void link(Path cached, Path name) throws IOException {
    Files.createLink(name, cached);
  }

  private record Kept(Path file, long size, FileTime used) {}

  /** Makes the folder of a new view of it. */
  ViewFolder newView() throws IOException {
    return ViewFolder.in(folder);
  }

  /**
   * Removes what was not used for the longest time when there is more than the limit. It looks at
   * most every ten minutes.
   */
  void sweep() throws IOException {
    Path swept = folder.resolve(SWEPT);
    try {
      removeUnlessFile(swept);
      Instant last = Files.getLastModifiedTime(swept, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (last.isAfter(Instant.now().minus(BETWEEN_SWEEPS))) {
        return;
      }
    } catch (NoSuchFileException never) {
      StoreFiles.create(swept).close();
    }
    StoreFiles.setTime(swept, FileTime.from(Instant.now()));
    List<Kept> all = new ArrayList<>();
    for (String part : List.of(OBJECTS, FILES)) {
      collect(folder.resolve(part), all);
    }
    long size = all.stream().mapToLong(Kept::size).sum();
    if (size <= limit) {
      return;
    }
    all.sort(Comparator.comparing(Kept::used));
    for (Kept kept : all) {
      if (size <= limit * KEPT) {
        return;
      }
      Files.deleteIfExists(kept.file);
      size -= kept.size;
    }
  }

  /** What a killed command was writing. */
  private static boolean isAbandoned(Kept kept) {
    return kept.file.getFileName().toString().endsWith(PART)
        && kept.used.toInstant().isBefore(Instant.now().minus(ABANDONED));
  }

  private static void collect(Path folder, List<Kept> all) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Kept kept = new Kept(file, attributes.size(), attributes.lastModifiedTime());
            if (isAbandoned(kept)) {
              file.toFile().delete();
            } else {
              all.add(kept);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
