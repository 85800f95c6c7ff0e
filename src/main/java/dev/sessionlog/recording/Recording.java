package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.files.StoredSize;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * The folder of one session.
 *
 * @param id the session's name, and the folder's
 * @param folder where it lies
 */
public record Recording(SessionId id, Path folder) {
  /** Returns the file that holds what {@code script} wrote, byte for byte. */
  public Path typescript() {
    return folder.resolve("typescript");
  }

  /** Returns the file that says when each part of the typescript came. */
  public Path timing() {
    return folder.resolve("timing");
  }

  /** Returns the file that says whose session this is and how it ended. */
  public Path sessionFile() {
    return folder.resolve("session.json");
  }

  /** Returns the name of the folder with all recordings of its user. */
  public String userFolder() {
    return folder.toAbsolutePath().getParent().getFileName().toString();
  }

  /** Returns the user whose it is, as that folder says. */
  public String user() {
    return UserFileName.user(userFolder()).orElse(userFolder());
  }

  /** Returns all that is in the folder, in the order of the names; nothing when it is gone. */
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      StoreFiles.entries(folder).forEach(files::add);
    } catch (NoSuchFileException gone) {
      return files;
    }
    files.sort(null);
    return files;
  }

  /**
   * Returns how many bytes of the disk the recording takes, in whole blocks of 4 KiB; what is gone
   * counts as nothing.
   */
  public long diskSize() {
    long size = StoredSize.BLOCK;
    for (Path file : List.of(typescript(), timing(), sessionFile())) {
      size += StoredSize.of(file);
    }
    for (Path file : List.of(typescript(), timing())) {
      size += StoredSize.of(GzipFile.of(file));
    }
    for (Path file : List.of(timing(), sessionFile())) {
      size += StoredSize.of(RecordingRecovery.setAside(file));
    }
    return size;
  }

  /** Returns true when the typescript must be unpacked before it can be read. */
  public boolean isCompressed() {
    return Files.notExists(typescript());
  }

  /** Returns true when compressing it would free any block of the disk. */
  public boolean isCompressible() {
    return !compressible().isEmpty();
  }

  /** Returns the files that {@link #compress} would compress. */
  public List<Path> compressible() {
    return Stream.of(typescript(), timing())
        .filter(file -> StoredSize.of(file) > StoredSize.BLOCK)
        .toList();
  }

  /**
   * Compresses what is larger than a block, as {@code docs/format.md} says. The session must have
   * ended, its transcript be written, and nobody else do the same.
   */
  public void compress() throws IOException {
    for (Path file : compressible()) {
      GzipFile.replace(file, Deflater.DEFAULT_COMPRESSION);
    }
  }

  /**
   * Reads {@code session.json}; of a later version, as far as this one knows it.
   *
   * @throws CorruptRecordingException when it does not hold a session
   */
  public Session session() throws IOException {
    return SessionFile.read(sessionFile());
  }

  /**
   * Makes sure that no later version wrote this: whoever is about to write into it asks first.
   *
   * @throws NewerRecordingException when one did
   */
  public void requireKnownVersion() throws IOException {
    SessionFile.requireKnownVersion(sessionFile());
  }
}
