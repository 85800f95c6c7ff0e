package dev.sessionlog.archive;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/**
 * Brings a file that grows to the archive, in parts that are objects of their own. For one thread.
 *
 * @param name of the file in its {@link Progress}
 * @param progress which parts were brought
 * @param names the name of the object with the part that begins at an offset
 * @param source opens the file
 * @param cut where parts may end
 */
record GrowingFile(
    String name, Progress progress, LongFunction<String> names, Source source, Cut cut) {
  /** The most that a part has before it is packed. */
  static final int LARGEST_PART = 4 << 20;

  /** Opens a file from an offset on. */
  interface Source {
    InputStream open(long offset) throws IOException;
  }

  /** Where parts of a file that still grows may end. */
  enum Cut {
    ANYWHERE,
    BEHIND_A_LINE
  }

  /** How far it got. */
  enum Reached {
    /** All that was asked for is there. */
    ALL,
    /** There is more. */
    MORE
  }

  /**
   * Brings what is not there yet.
   *
   * @param limit how many bytes of the file count now
   * @param most how many parts at the most
   * @param ended whether that is all it will ever have
   * @throws ConflictException when it contradicts what the archive has
   */
  Reached bring(Putting putting, long limit, int most, boolean ended) throws IOException {
    if (progress.end(name) > limit) {
      throw new ConflictException(
          names.apply(0),
          "the archive has "
              + progress.end(name)
              + " bytes of this file, and here it has "
              + limit
              + " now");
    }
    if (!progress.isCertain(name)) {
      bringAgain(putting);
    }
    if (progress.end(name) == limit) {
      return Reached.ALL;
    }
    try (InputStream in = source.open(progress.end(name))) {
      for (int parts = 0; parts < most; parts++) {
        long left = limit - progress.end(name);
        byte[] bytes = in.readNBytes((int) Math.min(LARGEST_PART, left));
        byte[] part = ended && bytes.length == left ? bytes : upToCut(bytes);
        if (part.length == 0) {
          return Reached.ALL;
        }
        boolean whole = bring(putting, part);
        if (progress.end(name) >= limit) {
          return Reached.ALL;
        }
        if (!whole || part.length < bytes.length) {
          return whole && bytes.length == left ? Reached.ALL : Reached.MORE;
        }
      }
    }
    return Reached.MORE;
  }

  private byte[] upToCut(byte[] bytes) {
    int end = bytes.length;
    while (cut == Cut.BEHIND_A_LINE && end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    boolean endless = end == 0 && bytes.length == LARGEST_PART;
    return end == bytes.length || endless ? bytes : Arrays.copyOf(bytes, end);
  }

  /** Returns false when the archive has less of it, and the next part begins earlier. */
  private boolean bring(Putting putting, byte[] bytes) throws IOException {
    long offset = progress.end(name);
    progress.note(name, new ArchivedFile.Part(offset, bytes.length, Sha256.of(bytes)));
    return put(putting, offset, bytes, Putting.Taken.NEVER);
  }

  private boolean put(Putting putting, long offset, byte[] bytes, Putting.Taken taken)
      throws IOException {
    String object = names.apply(offset);
    OptionalInt there = putting.packed(object, bytes, taken);
    if (there.isEmpty()) {
      throw new ConflictException(object, "the archive has other bytes under this name");
    }
    if (there.getAsInt() < bytes.length) {
      byte[] less = Arrays.copyOf(bytes, there.getAsInt());
      progress.note(name, new ArchivedFile.Part(offset, less.length, Sha256.of(less)));
    }
    progress.confirm(name);
    return there.getAsInt() == bytes.length;
  }

  /** The last part may be there or not: nobody knows what happened to the process before. */
  private void bringAgain(Putting putting) throws IOException {
    ArchivedFile.Part last = progress.parts(name).get(progress.parts(name).size() - 1);
    try (InputStream in = source.open(last.offset())) {
      byte[] bytes = in.readNBytes(last.bytes());
      if (!Sha256.of(bytes).equals(last.sha256())) {
        throw changed(last);
      }
      put(putting, last.offset(), bytes, Putting.Taken.BEFORE);
    }
  }

  /**
   * Reads the file again, which does not grow any more, and returns what the archive has.
   *
   * @throws ConflictException when it is not what was brought
   */
  ArchivedFile archived() throws IOException {
    var whole = Sha256.digest();
    long end = 0;
    try (InputStream in = source.open(0)) {
      for (ArchivedFile.Part part : progress.parts(name)) {
        byte[] bytes = in.readNBytes(part.bytes());
        if (part.offset() != end || !Sha256.of(bytes).equals(part.sha256())) {
          throw changed(part);
        }
        whole.update(bytes);
        end = part.end();
      }
      if (in.read() >= 0) {
        throw new IOException(name + " grew although its session ended");
      }
    }
    return new ArchivedFile(end, new Sha256(whole.digest()), progress.parts(name));
  }

  private ConflictException changed(ArchivedFile.Part part) {
    return new ConflictException(
        names.apply(part.offset()),
        "the file was changed here after this part of it was brought to the archive");
  }
}
