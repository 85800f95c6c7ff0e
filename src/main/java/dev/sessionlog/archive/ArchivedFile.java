package dev.sessionlog.archive;

import dev.sessionlog.files.Sha256;
import java.util.List;

/**
 * A file of a recording as the archive has it: whole, in parts that follow each other.
 *
 * @param bytes how many bytes the file has
 * @param sha256 of all of it
 * @param parts the parts, in order; none of an empty file
 */
public record ArchivedFile(long bytes, Sha256 sha256, List<Part> parts) {
  /** Copies the list. */
  public ArchivedFile {
    parts = List.copyOf(parts);
  }

  /**
   * A part, which is an object of its own, compressed with gzip.
   *
   * @param offset its first byte in the file
   * @param bytes how many bytes of the file it has
   * @param sha256 of these bytes, not compressed
   */
  public record Part(long offset, int bytes, Sha256 sha256) {
    /** Returns where the next part begins. */
    public long end() {
      return offset + bytes;
    }
  }
}
