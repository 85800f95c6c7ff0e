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
 * @param id the id of the session, which is also the name of the folder
 * @param folder its folder
 */
public record Recording(SessionId id, Path folder) {
  /** Returns the file with the bytes that {@code script} wrote. */
  public Path typescript() {
    return folder.resolve("typescript");
  }

  /** Returns the file with the times of each part of the typescript. */
  public Path timing() {
    return folder.resolve("timing");
  }

  /** Returns the file with the facts of the session. */
  public Path sessionFile() {
    return folder.resolve("session.json");
  }

  /** Returns the name of the folder with all recordings of its user. */
  public String userFolder() {
    return folder.toAbsolutePath().getParent().getFileName().toString();
  }

  /** Returns the user to whom that folder belongs. */
  public String user() {
    return UserFileName.user(userFolder()).orElse(userFolder());
  }

  /** Returns all files in the folder, sorted by name; none if it is gone. */
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
   * Returns the disk space of the recording in bytes, in whole blocks of 4 KiB; missing files count
   * as nothing.
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

  /** Returns true if the typescript is compressed. */
  public boolean isCompressed() {
    return Files.notExists(typescript());
  }

  /** Returns true if compressing it would free a block of the disk. */
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
   * Compresses files larger than a block, as {@code docs/format.md} describes. The session must
   * have ended, its transcript must be complete, and no other process may do the same.
   */
  public void compress() throws IOException {
    for (Path file : compressible()) {
      GzipFile.replace(file, Deflater.DEFAULT_COMPRESSION);
    }
  }

  /**
   * Reads {@code session.json}; of a later version, as far as this one knows it.
   *
   * @throws CorruptRecordingException if it is not a session
   */
  public Session session() throws IOException {
    return SessionFile.read(sessionFile());
  }

  /**
   * Makes sure that no later version wrote this; to be called before writing into it.
   *
   * @throws NewerRecordingException if one did
   */
  public void requireKnownVersion() throws IOException {
    SessionFile.requireKnownVersion(sessionFile());
  }
}
