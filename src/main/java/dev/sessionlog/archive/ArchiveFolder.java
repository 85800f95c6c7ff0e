package dev.sessionlog.archive;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * {@code archive/} in the log dir: who this host is for the archive, and what was brought there so
 * far. But for the first, all of it is a copy: when it is lost, everything is put again, and found
 * to be there.
 *
 * @param logDir the log dir
 */
record ArchiveFolder(Path logDir) {
  private static final int LARGEST = 1 << 20;

  Path path() {
    return logDir.resolve("archive");
  }

  /** Returns the file that says who this host is. */
  Path host() {
    return path().resolve("host.json");
  }

  /** Returns the file that says how the archiver fares. */
  Path state() {
    return path().resolve("state.json");
  }

  /** Returns the file with a line for each object whose name is taken by other bytes. */
  Path conflicts() {
    return path().resolve("conflicts");
  }

  /** Returns the file with a line for each rolled log that was brought. */
  Path logs() {
    return path().resolve("logs");
  }

  /** Returns the folder with what is known of files that are brought in parts. */
  Path progress() {
    return path().resolve("progress");
  }

  /** Forgets what was brought, for it was brought to another archive. */
  void forget() throws IOException {
    for (Path folder : List.of(progress(), path().resolve("done"))) {
      for (Path file : entries(folder)) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(logs());
    Files.deleteIfExists(conflicts());
  }

  private static List<Path> entries(Path folder) throws IOException {
    try {
      return StoreFiles.entries(folder);
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  void make() throws IOException {
    StoreFiles.makeFolder(logDir, path());
    StoreFiles.makeFolder(logDir, progress());
  }

  /** Replaces a file that whoever may read the folder may read. */
  void replace(Path file, byte[] content) throws IOException {
    DurableFile.replace(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  /** Returns the text of a file; empty when it is not there. */
  static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(StoreFiles.text(file, LARGEST));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }
}
