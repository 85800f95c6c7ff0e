package dev.sessionlog.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The target of an export: a stream, a file, or a folder with several files. Files appear under
 * their names only when everything is written and committed; closing before that leaves nothing.
 * Only their owner can read them, because recordings are confidential. For one thread.
 */
public interface Destination extends Closeable {
  /** Returns a destination that writes directly to {@code out}, which is not closed. */
  static Destination stream(OutputStream out) {
    return new StreamDestination(out);
  }

  /**
   * Returns a destination that is one file. An existing special file, for example {@code
   * /dev/stdout}, is written to directly.
   *
   * @param replace true to replace an existing file
   */
  static Destination file(Path file, boolean replace) {
    return new FileDestination(file, replace);
  }

  /**
   * Returns a destination that is a folder, which is created if it is missing. Other files in it
   * stay.
   *
   * @param replace true to replace existing files of these names
   */
  static Destination folder(Path folder, boolean replace) {
    return new FolderDestination(folder, replace);
  }

  /**
   * Opens one file of the export.
   *
   * @param name its name in a folder; otherwise ignored
   * @throws java.nio.file.FileAlreadyExistsException if it exists and must not be replaced
   */
  OutputStream open(String name) throws IOException;

  /**
   * Opens one file of the export that becomes read-only when it is committed. In sudo's format that
   * marks a complete recording.
   */
  default OutputStream openSealed(String name) throws IOException {
    return open(name);
  }

  /** Renames the files to their final names. All streams must be closed before. */
  void commit() throws IOException;
}
