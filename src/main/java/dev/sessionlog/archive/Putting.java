package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.files.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Puts objects, and looks what is there when a name is taken: what matters is what was packed, for
 * another Java may pack it into other bytes. Counts what it stored. For one thread.
 */
final class Putting {
  private static final int BLOCK = 1 << 16;

  private final ArchiveStore store;
  private long objects;
  private long bytes;

  Putting(ArchiveStore store) {
    this.store = store;
  }

  ArchiveStore store() {
    return store;
  }

  /** Returns how many objects were stored that were not there before. */
  long objects() {
    return objects;
  }

  /** Returns how many bytes these have. */
  long bytes() {
    return bytes;
  }

  /** Puts an object as it is. */
  Outcome plain(String name, byte[] content) throws IOException {
    Outcome outcome = store.putIfAbsent(name, content, Sha256.of(content));
    if (outcome == Outcome.STORED) {
      objects++;
      bytes += content.length;
    }
    return outcome;
  }

  /** What is to be thought of a name that is taken by something that may not be looked at. */
  enum Taken {
    /** It was to be put before, and this is it. */
    BEFORE,
    /** It was never put: it is another's. */
    NEVER
  }

  /**
   * Puts an object, packed with gzip.
   *
   * @param taken what to think when it cannot be compared
   * @return how many bytes of {@code content} are there under that name; empty when what is there
   *     is something else
   */
  OptionalInt packed(String name, byte[] content, Taken taken) throws IOException {
    return switch (plain(name, pack(content))) {
      case STORED, ALREADY_THERE -> OptionalInt.of(content.length);
      case CONFLICT -> compare(name, content);
      case TAKEN -> {
        if (taken == Taken.BEFORE) {
          yield OptionalInt.of(content.length);
        }
        throw new ConflictException(
            name, "is there already, and the credentials may not read it to compare");
      }
    };
  }

  static byte[] pack(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed, BLOCK)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  /** An earlier try may have put less, before a crash made it forget how much. */
  private OptionalInt compare(String name, byte[] content) throws IOException {
    try (InputStream in = new GZIPInputStream(store.read(name), BLOCK)) {
      byte[] there = in.readNBytes(content.length + 1);
      boolean same =
          there.length > 0
              && there.length <= content.length
              && Arrays.equals(there, 0, there.length, content, 0, there.length);
      return same ? OptionalInt.of(there.length) : OptionalInt.empty();
    } catch (ZipException | EOFException damaged) {
      return OptionalInt.empty();
    }
  }
}
