package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveNames.PartName;
import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.zip.GZIPInputStream;

/**
 * Puts the files of recordings together from their parts, a few of which are fetched ahead. What an
 * archive says of a part is checked; what does not fit ends it. For one thread at a time.
 */
final class ArchivedBytes {
  /** The most that a part may hold, unpacked; the format allows 4 MiB. */
  private static final int LARGEST = 1 << 24;

  private static final long LONGEST = 1L << 40;
  private static final int AHEAD = 4;
  private static final int SIZE_AT_END = 4;

  private final ArchiveStore store;
  private final ExecutorService workers;
  private final Packed packed;

  /** Opens objects as they are stored. */
  interface Packed {
    InputStream open(String name) throws IOException;
  }

  /**
   * Makes one.
   *
   * @param workers fetch parts; at most four of them are in memory at a time
   */
  ArchivedBytes(ArchiveStore store, ExecutorService workers) {
    this(store, workers, store::read);
  }

  private ArchivedBytes(ArchiveStore store, ExecutorService workers, Packed packed) {
    this.store = store;
    this.workers = workers;
    this.packed = packed;
  }

  /** Returns one that reads what a cache keeps of the archive, and lets it keep what it reads. */
  ArchivedBytes keptIn(ArchiveCache cache) {
    return new ArchivedBytes(
        store, workers, name -> StoreFiles.input(cache.object(store, name, LARGEST)));
  }

  private record Wanted(String name, Optional<ArchivedFile.Part> promised) {}

  /**
   * Writes a file that is there whole.
   *
   * @throws ArchiveException when a part is missing or is not what it should be
   */
  void write(SessionName session, String file, ArchivedFile promised, OutputStream out)
      throws IOException {
    requireWhole(session, file, promised);
    List<Wanted> parts =
        promised.parts().stream()
            .map(part -> new Wanted(name(session, file, part.offset()), Optional.of(part)))
            .toList();
    MessageDigest digest = Sha256.digest();
    long[] length = {0};
    fetch(
        parts,
        bytes -> {
          digest.update(bytes);
          length[0] += bytes.length;
          out.write(bytes);
        });
    boolean whole =
        length[0] == promised.bytes() && new Sha256(digest.digest()).equals(promised.sha256());
    if (!whole) {
      throw damaged(session.recording() + file, "its parts do not make the file that ended");
    }
  }

  /**
   * Returns a file that is there whole, and is fetched as it is read.
   *
   * @param kept where what was fetched is kept; closed with it
   * @throws ArchiveException when its parts do not make it
   */
  FetchedFile open(SessionName session, String file, ArchivedFile promised, FileChannel kept)
      throws ArchiveException {
    requireWhole(session, file, promised);
    FetchedFile.Source source =
        new FetchedFile.Source() {
          @Override
          public String name(ArchivedFile.Part part) {
            return ArchivedBytes.name(session, file, part.offset());
          }

          @Override
          public byte[] fetch(ArchivedFile.Part part) throws IOException {
            return part(new Wanted(name(part), Optional.of(part)));
          }
        };
    return new FetchedFile(promised, source, workers, kept);
  }

  private void requireWhole(SessionName session, String file, ArchivedFile promised)
      throws ArchiveException {
    long end = 0;
    for (ArchivedFile.Part part : promised.parts()) {
      if (part.offset() != end || part.bytes() <= 0) {
        throw damaged(session.recording() + file, "its parts do not follow each other");
      }
      end = part.end();
    }
    if (end != promised.bytes()) {
      throw damaged(session.recording() + file, "its parts do not make the file that ended");
    }
  }

  /**
   * Writes what there is yet of a file that grows.
   *
   * @return how many bytes that is
   */
  long writeLive(SessionName session, String file, OutputStream out) throws IOException {
    return writeFrom(parts(session, file), offset -> name(session, file, offset), out);
  }

  /**
   * Does the same for parts of any file.
   *
   * @param parts in order
   * @param names gives the name of the part at an offset
   */
  long writeFrom(Collection<PartName> parts, LongFunction<String> names, OutputStream out)
      throws IOException {
    long[] length = {0};
    for (PartName part : parts) {
      if (part.offset() != length[0]) {
        break; // what lies behind a hole cannot be placed; the next look may find it
      }
      fetch(
          List.of(new Wanted(names.apply(part.offset()), Optional.empty())),
          bytes -> {
            length[0] += bytes.length;
            out.write(bytes);
          });
    }
    return length[0];
  }

  /** Returns how long a file that grows is yet; it opens the end of its last part alone. */
  long liveLength(SessionName session, String file) throws IOException {
    List<PartName> parts = parts(session, file);
    if (parts.isEmpty()) {
      return 0;
    }
    PartName last = parts.get(parts.size() - 1);
    if (last.offset() > LONGEST) {
      throw damaged(session.recording() + file, "it begins too far behind");
    }
    String name = name(session, file, last.offset());
    long size = store.describe(name).map(ArchiveStore.Entry::size).orElse(0L);
    if (size <= SIZE_AT_END) {
      return last.offset();
    }
    // RFC 1952: the last four bytes are the length before it was compressed.
    try (InputStream in = store.read(name, size - SIZE_AT_END, SIZE_AT_END)) {
      byte[] end = in.readNBytes(SIZE_AT_END);
      int length = 0;
      for (int i = end.length - 1; i >= 0; i--) {
        length = (length << Byte.SIZE) | (end[i] & 0xff);
      }
      return last.offset() + Math.max(0, Math.min(length, LARGEST));
    }
  }

  private List<PartName> parts(SessionName session, String file) throws IOException {
    String prefix = session.recording() + file + ".";
    return new Listing(store)
        .names(prefix).stream()
            .flatMap(name -> ArchiveNames.part(name).stream())
            .filter(part -> part.file().equals(file))
            .sorted(Comparator.comparingLong(PartName::offset))
            .toList();
  }

  private static String name(SessionName session, String file, long offset) {
    return file.equals(ArchiveView.TIMING) ? session.timing(offset) : session.typescript(offset);
  }

  private interface Sink {
    void take(byte[] bytes) throws IOException;
  }

  private void fetch(List<Wanted> parts, Sink sink) throws IOException {
    Deque<Future<byte[]>> coming = new ArrayDeque<>();
    try {
      for (Wanted part : parts) {
        if (coming.size() == AHEAD) {
          sink.take(get(coming.remove()));
        }
        coming.add(workers.submit(() -> part(part)));
      }
      while (!coming.isEmpty()) {
        sink.take(get(coming.remove()));
      }
    } finally {
      coming.forEach(future -> future.cancel(false));
    }
  }

  static <T> T get(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (CancellationException | InterruptedException e) {
      throw new IOException("interrupted while the archive was read", e);
    }
  }

  private byte[] part(Wanted part) throws IOException {
    byte[] bytes = unpacked(part.name());
    if (part.promised().isPresent()) {
      ArchivedFile.Part promised = part.promised().get();
      if (bytes.length != promised.bytes() || !Sha256.of(bytes).equals(promised.sha256())) {
        throw damaged(part.name(), "it is not what the session's facts say of it");
      }
    }
    return bytes;
  }

  private byte[] unpacked(String name) throws IOException {
    byte[] stored;
    try (InputStream in = packed.open(name)) {
      stored = in.readNBytes(LARGEST);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw damaged(name, "it unpacks to more than " + LARGEST + " bytes");
      }
      return bytes;
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw damaged(name, "it cannot be unpacked");
    }
  }

  private ArchiveException damaged(String name, String why) {
    return new ArchiveException(
        ArchiveException.Kind.UNFIT, store.place() + "/" + name + ": damaged, " + why);
  }
}
