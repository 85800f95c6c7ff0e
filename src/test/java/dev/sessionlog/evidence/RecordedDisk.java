package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A disk that keeps an account of what it is asked, so that power can be lost at any instant. */
final class RecordedDisk extends LedgerDisk {
  private static final int SECTOR = 512;

  private final Path folder;
  private final Map<String, byte[]> before = new TreeMap<>();
  private final List<Operation> operations = new ArrayList<>();

  private enum Kind {
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    DELETE,
    SYNC_NAMES
  }

  private record Operation(Kind kind, String file, long place, ByteBuffer content) {
    byte[] bytes() {
      byte[] bytes = new byte[content.capacity()];
      content.get(0, bytes);
      return bytes;
    }
  }

  /** Creates the account of a folder, whose files are on the disk by now. */
  RecordedDisk(Path folder) throws IOException {
    this.folder = folder;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        before.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
  }

  int operations() {
    return operations.size();
  }

  private void note(Kind kind, Path file, long place, byte[] bytes) {
    operations.add(
        new Operation(kind, String.valueOf(file.getFileName()), place, ByteBuffer.wrap(bytes)));
  }

  @Override
  FileChannel create(Path file) throws IOException {
    FileChannel real = super.create(file);
    note(Kind.CREATE, file, 0, new byte[0]);
    return new Channel(real, file);
  }

  @Override
  FileChannel update(Path file) throws IOException {
    return new Channel(super.update(file), file);
  }

  @Override
  FileChannel updateOrCreate(Path file) throws IOException {
    boolean there = Files.exists(file);
    FileChannel real = super.updateOrCreate(file);
    if (!there) {
      note(Kind.CREATE, file, 0, new byte[0]);
    }
    return new Channel(real, file);
  }

  @Override
  void delete(Path file) throws IOException {
    super.delete(file);
    note(Kind.DELETE, file, 0, new byte[0]);
  }

  @Override
  void sync(LedgerFolder synced) throws IOException {
    super.sync(synced);
    note(Kind.SYNC_NAMES, folder, 0, new byte[0]);
  }

  /** Writes what the disk has when power is lost after some operations. */
  void loseAfter(int count, Random random, Path to) throws IOException {
    List<Operation> done = operations.subList(0, count);
    Map<String, byte[]> files = new TreeMap<>(before);
    Map<String, Integer> forced = new HashMap<>();
    int names = 0;
    for (int i = 0; i < count; i++) {
      if (done.get(i).kind() == Kind.FORCE) {
        forced.put(done.get(i).file(), i);
      } else if (done.get(i).kind() == Kind.SYNC_NAMES) {
        names = i;
      }
    }
    for (int i = 0; i < count; i++) {
      Operation one = done.get(i);
      boolean sure = i <= forced.getOrDefault(one.file(), -1);
      switch (one.kind()) {
        case CREATE -> {
          if (i <= names || random.nextBoolean()) {
            files.put(one.file(), new byte[0]);
          }
        }
        case DELETE -> {
          if (i <= names || random.nextBoolean()) {
            files.remove(one.file());
          }
        }
        case WRITE ->
            files.computeIfPresent(one.file(), (f, b) -> written(b, one, sure ? null : random));
        case TRUNCATE -> {
          if (sure || random.nextBoolean()) {
            files.computeIfPresent(
                one.file(), (f, b) -> Arrays.copyOf(b, (int) Math.min(b.length, one.place())));
          }
        }
        default -> {}
      }
    }
    Files.createDirectories(to);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(to.resolve(file.getKey()), file.getValue());
    }
  }

  /** Without a guarantee each sector is there or is not, and so is the file's new length. */
  private static byte[] written(byte[] old, Operation write, Random random) {
    int from = (int) write.place();
    int end = from + write.bytes().length;
    int fate = random == null ? 0 : random.nextInt(4);
    if (fate == 1) {
      return old;
    }
    byte[] file = Arrays.copyOf(old, Math.max(old.length, end));
    for (int i = from; i < end; ) {
      int next = Math.min(end, (i / SECTOR + 1) * SECTOR);
      if (fate == 0 || random.nextBoolean()) {
        System.arraycopy(write.bytes(), i - from, file, i, next - i);
      }
      i = next;
    }
    int length = fate < 3 ? end : from + random.nextInt(end - from + 1);
    return length < old.length ? file : Arrays.copyOf(file, length);
  }

  /** Passes all on, and notes what changes the file. */
  private final class Channel extends DelegatingChannel {
    private final Path file;

    Channel(FileChannel real, Path file) {
      super(real);
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes, long place) throws IOException {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      int written = super.write(bytes, place);
      note(Kind.WRITE, file, place, Arrays.copyOf(copy, written));
      return written;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      super.truncate(size);
      note(Kind.TRUNCATE, file, size, new byte[0]);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      super.force(metaData);
      note(Kind.FORCE, file, 0, new byte[0]);
    }
  }
}
