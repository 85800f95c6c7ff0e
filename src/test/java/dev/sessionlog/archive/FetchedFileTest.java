package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedFileTest {
  private static final int PART = 1000;

  @TempDir private Path dir;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final byte[] all = new byte[20 * PART + 17];
  private final ConcurrentSkipListSet<Long> fetched = new ConcurrentSkipListSet<>();
  private volatile ArchiveException trouble;
  private volatile long troubled = -1;
  private FetchedFile file;

  @BeforeEach
  void open() throws IOException {
    new Random(3).nextBytes(all);
    List<ArchivedFile.Part> parts = new ArrayList<>();
    for (int from = 0; from < all.length; from += PART) {
      byte[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + PART));
      parts.add(new ArchivedFile.Part(from, part.length, Sha256.of(part)));
    }
    FetchedFile.Source source =
        new FetchedFile.Source() {
          @Override
          public String name(ArchivedFile.Part part) {
            return "recordings/typescript." + part.offset();
          }

          @Override
          public byte[] fetch(ArchivedFile.Part part) throws IOException {
            if (part.offset() == troubled) {
              throw trouble;
            }
            fetched.add(part.offset());
            int from = (int) part.offset();
            return Arrays.copyOfRange(all, from, from + part.bytes());
          }
        };
    file =
        new FetchedFile(
            new ArchivedFile(all.length, Sha256.of(all), parts),
            source,
            workers,
            FileChannel.open(
                dir.resolve("kept"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
  }

  @AfterEach
  void close() throws IOException {
    file.close();
    workers.shutdownNow();
  }

  private byte[] read(long place, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining() && file.read(target, place + target.position()) >= 0) {
      // On it goes.
    }
    return Arrays.copyOf(target.array(), target.position());
  }

  @Test
  void everyByteIsThereWhereverItIsRead() throws IOException {
    assertEquals(all.length, file.size());
    assertArrayEquals(all, read(0, all.length + 5));
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(all.length);
      int count = random.nextInt(3 * PART);
      assertArrayEquals(
          Arrays.copyOfRange(all, from, Math.min(all.length, from + count)), read(from, count));
    }
    assertEquals(-1, file.read(ByteBuffer.allocate(1), all.length));
  }

  @Test
  void noMoreIsFetchedThanSomePartsAhead() throws IOException {
    read(0, 10);
    read(7 * PART + 5, 10);
    workers.shutdown();
    List<Long> expected = new ArrayList<>();
    for (long part : List.of(0, 1, 2, 3, 7, 8, 9, 10)) {
      expected.add(part * PART);
    }
    org.awaitility.Awaitility.await().until(() -> workers.isTerminated());
    assertEquals(expected, List.copyOf(fetched));
  }

  @Test
  void aDamagedPartIsADamagedPlaceAndTheOthersAreRead() throws IOException {
    troubled = 2 * PART;
    trouble =
        new ArchiveException(
            Kind.UNFIT, "s3://x/recordings/typescript.2000: damaged, it cannot be unpacked");
    read(0, 2 * PART);
    CorruptRecordingException e =
        assertThrows(CorruptRecordingException.class, () -> read(2 * PART, 10));
    assertEquals("recordings/typescript.2000: damaged, it cannot be unpacked", e.getMessage());
    assertArrayEquals(Arrays.copyOfRange(all, 3 * PART, 3 * PART + 10), read(3 * PART, 10));
  }

  @Test
  void whatWasAwayIsAskedAgain() throws IOException {
    troubled = 0;
    trouble = new ArchiveException(Kind.AWAY, "no answer");
    assertTrue(
        assertThrows(ArchiveException.class, () -> read(0, 10)).getMessage().contains("no answer"));
    troubled = -1;
    assertArrayEquals(Arrays.copyOf(all, 10), read(0, 10));
  }
}
