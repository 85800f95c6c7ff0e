package dev.sessionlog.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.it.FaultReport;
import dev.sessionlog.it.FaultReport.Tally;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file of a small recording is cut at every byte, and has each of its bits turned. */
final class DamageFaultTest {
  private static final String BOOT = "boot";
  private static final String FIRST = "Script started on 2026-11-24 10:00:00+00:00 [TERM=\"x\"]\n";
  private static final String LAST =
      "\nScript done on 2026-11-24 10:00:09+00:00 [COMMAND_EXIT_CODE=\"3\"]\n";

  private Path root;
  private Recording recording;
  private Path kept;
  private boolean inMemory;

  /** In memory where that can be had: each of thousands of recordings is forced to the disk. */
  @BeforeEach
  void record(@TempDir Path disk) throws IOException {
    Path memory = Path.of("/dev/shm");
    inMemory = Files.isWritable(memory);
    root = inMemory ? Files.createTempDirectory(memory, "sessionlog") : disk;
    SessionId id = SessionId.parse("20261124T100000-abcd").orElseThrow();
    recording = new Recording(id, Files.createDirectories(root.resolve("alice").resolve("" + id)));
    RecordingWriter writer = RecordingWriter.create(recording, session(id), BOOT, 0);
    write(FIRST + "one\r\n");
    writer.arrived(1_000_000);
    writer.resized(new TerminalSize(120, 40), () -> 2_000_000);
    write("two \u00e4\r\n");
    writer.arrived(3_000_000);
    writer.marker("user changed: bob");
    write("three\r\n");
    writer.arrived(4_000_000);
    writer.close();
    kept = Files.createDirectory(root.resolve("kept"));
    copy(recording.folder(), kept);
  }

  @AfterEach
  void remove() throws IOException {
    if (!inMemory) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Session session(SessionId id) {
    return SampleSession.named(id)
        .loginUid(1000)
        .host("host")
        .tty("/dev/pts/1")
        .remote(Optional.of(Origin.known("192.0.2.1")))
        .started(Instant.parse("2026-11-24T10:00:00Z"))
        .build();
  }

  private void write(String text) throws IOException {
    Files.writeString(recording.typescript(), text, StandardOpenOption.APPEND);
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String name : List.of("typescript", "timing", "session.json")) {
      Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
    }
  }

  @Test
  void everyCutAndEveryTurnedBitIsRecoveredFrom() throws IOException {
    int cuts = 0;
    int flips = 0;
    int told = 0;
    for (String name : List.of("typescript", "timing", "session.json")) {
      byte[] good = Files.readAllBytes(kept.resolve(name));
      for (int length = 0; length <= good.length; length++) {
        told += damage(name, Arrays.copyOf(good, length)) ? 1 : 0;
        cuts++;
      }
      for (int bit = 0; bit < good.length * 8; bit += FaultReport.size(7, 1)) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        told += damage(name, bad) ? 1 : 0;
        flips++;
      }
      Random random = new Random(good.length);
      for (int i = 0; i < FaultReport.size(50, 500); i++) {
        byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
        for (int j = 0; j < bad.length / 20; j++) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        told += damage(name, bad) ? 1 : 0;
        flips++;
      }
    }
    FaultReport.row(
        "6",
        "`session.json`, `timing`, `typescript` cut at each byte, each bit turned, and noise: "
            + cuts
            + " cuts, "
            + flips
            + " changes; then taken up again, written to and ended",
        cuts + flips,
        new Tally(1, 0, 0, 0),
        Duration.ZERO,
        "taken up each time, what was in the typescript kept, what came after it recorded; "
            + told
            + " times a reader had something to say before");
  }

  /**
   * Damages a file, lets readers see it, and takes the recording up. Returns whether they spoke.
   */
  private boolean damage(String name, byte[] content) throws IOException {
    copy(kept, recording.folder());
    Files.deleteIfExists(recording.folder().resolve("timing.damaged"));
    Files.deleteIfExists(recording.folder().resolve("session.json.damaged"));
    Files.write(recording.folder().resolve(name), content);
    boolean spoke = readersSpeak();
    byte[] before = Files.readAllBytes(recording.typescript());
    if (ofALaterVersion(name, content)) {
      assertThrows(
          NewerRecordingException.class,
          () -> RecordingRecovery.resume(recording, BOOT, 9_000_000));
      assertArrayEquals(content, Files.readAllBytes(recording.sessionFile()), "rewritten");
      return true;
    }
    try (RecordingWriter writer = RecordingRecovery.resume(recording, BOOT, 9_000_000)) {
      write("four\r\n" + LAST);
      writer.arrived(10_000_000);
      Session ended = writer.finish(11_000_000);
      assertTrue(ended.state().ended());
    }
    byte[] after = Files.readAllBytes(recording.typescript());
    assertArrayEquals(before, Arrays.copyOf(after, before.length), "the typescript was touched");
    if (new String(before, StandardCharsets.ISO_8859_1).contains("\n")) {
      String read = readAll();
      assertTrue(read.endsWith("four\r\n"), () -> "what came afterwards is not there: " + read);
    } else {
      readAll(); // script's own first line is cut: what follows is taken for the rest of it
    }
    return spoke;
  }

  /** One bit makes version 1 a later one: nobody can tell that from one that was written so. */
  private static boolean ofALaterVersion(String name, byte[] content) {
    return name.equals("session.json")
        && Pattern.compile("^\\{\\s*\"version\" : ([2-9]|\\d\\d+)\\s*[,}]")
            .matcher(new String(content, StandardCharsets.ISO_8859_1))
            .find();
  }

  private boolean readersSpeak() {
    try {
      recording.session();
      readAll();
      return false;
    } catch (CorruptRecordingException | NewerRecordingException told) {
      assertTrue(told.getMessage().startsWith(recording.folder().toString()), told.getMessage());
      return true;
    } catch (IOException e) {
      throw new AssertionError("not said what is wrong", e);
    }
  }

  private String readAll() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordingSink sink =
        new RecordingSink() {
          @Override
          public void output(Duration at, byte[] part, int offset, int length) {
            bytes.write(part, offset, length);
          }

          @Override
          public void resize(Duration at, TerminalSize size) {}

          @Override
          public void header(Duration at, String name, String value) {}
        };
    try (OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor reader = open.cursor();
      while (reader.read(sink, 1 << 16)) {
        assertTrue(!reader.at().isNegative());
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
