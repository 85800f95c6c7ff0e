package dev.sessionlog.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Where an export goes: a stream, a file, or a folder with several. Files appear under their names
 * only when all is written and committed; closing without that leaves nothing. Files can be read
 * and written by their owner alone, as a recording holds what a person saw. For one thread.
 */
public interface Destination extends Closeable {
  /** Returns a destination that writes to {@code out} as it goes; {@code out} is not closed. */
  static Destination stream(OutputStream out) {
    return new StreamDestination(out);
  }

  /**
   * Returns a destination that is one file. One that is there and is no regular file, such as
   * {@code /dev/stdout}, is written to as it is.
   *
   * @param replace whether a file that is there is replaced
   */
  static Destination file(Path file, boolean replace) {
    return new FileDestination(file, replace);
  }

  /**
   * Returns a destination that is a folder, made when it is not there. What else is in it stays.
   *
   * @param replace whether files of the export's names that are there are replaced
   */
  static Destination folder(Path folder, boolean replace) {
    return new FolderDestination(folder, replace);
  }

  /**
   * Opens one file of the export.
   *
   * @param name its name in a folder; without meaning elsewhere
   * @throws java.nio.file.FileAlreadyExistsException when it is there and not to be replaced
   */
  OutputStream open(String name) throws IOException;

  /**
   * Opens one file of the export that may be read only, by its owner, when it is committed. In
   * sudo's format that says that a recording is whole.
   */
  default OutputStream openSealed(String name) throws IOException {
    return open(name);
  }

  /** Gives the files their names. All streams must be closed before. */
  void commit() throws IOException;
}
