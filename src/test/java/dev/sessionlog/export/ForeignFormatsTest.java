package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.ImportedContents;
import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What is packed, and the formats of tlog, sudo and NetHack's servers. */
class ForeignFormatsTest {
  private static final String CAST =
      "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1700000000}\n";
  private static final String SUDO_TIMING = "4 0.1 5\n0 0.1 3\n5 0.1 30 90\n2 0.25 4\n7 0.1 TSTP\n";

  @TempDir private Path folder;
  private Foreign foreign = new Foreign(Path.of("."));

  @BeforeEach
  void prepare() {
    foreign = new Foreign(folder);
  }

  /** The packers. */
  enum Packer {
    GZIP {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
      }
    },
    BZIP2 {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new BZip2HadoopStreams().createOutputStream(out);
      }
    },
    XZ {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new XZOutputStream(out, new LZMA2Options(1));
      }
    },
    ZSTD {
      @Override
      OutputStream over(OutputStream out) throws IOException {
        return new ZstdOutputStream(out);
      }
    };

    abstract OutputStream over(OutputStream out) throws IOException;

    byte[] pack(byte[] content) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream packed = over(out)) {
        packed.write(content);
      }
      return out.toByteArray();
    }
  }

  private String text(Recording recording) throws IOException {
    return new String(Foreign.export(recording, ExportFormat.TEXT), StandardCharsets.UTF_8);
  }

  private Import.Imported guessed(Path file) throws IOException {
    return foreign.imported(ImportFormat.guess(file).orElseThrow(), file, null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void packedFilesAreUnpacked(Packer packer) throws IOException {
    byte[] cast = bytes(CAST + "[0.1,\"o\",\"packed\"]\n");
    Path file = foreign.write("a.cast.packed", packer.pack(cast));
    assertTrue(text(foreign.recording(guessed(file))).contains("packed"));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAppendedIsReadToo(Packer packer) throws IOException {
    byte[] packed =
        ForeignCasesTest.concat(
            packer.pack(bytes(CAST + "[0.1,\"o\",\"first\"]\n")),
            packer.pack(bytes("[0.2,\"o\",\" second\"]\n")));
    assertTrue(
        text(foreign.recording(guessed(foreign.write("a", packed)))).contains("first second"));
  }

  @ParameterizedTest
  @EnumSource
  void packedFilesThatWereCutAreImportedUpToThere(Packer packer) throws IOException {
    StringBuilder cast = new StringBuilder(CAST);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      cast.append("[").append(i).append(",\"o\",\"").append(random.nextLong()).append("\"]\n");
    }
    byte[] packed = packer.pack(bytes(cast.toString()));
    Path file = foreign.write("a", Arrays.copyOf(packed, packed.length - 1000));
    Import.Imported imported = guessed(file);
    assertEquals(SessionState.TRUNCATED, imported.session().state());
    assertTrue(imported.notes().toString().contains("cut off: "), imported.notes()::toString);
  }

  @Test
  @Tag("exhaustive")
  void aBombIsNotUnpackedForEver() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new XZOutputStream(out, new LZMA2Options(1))) {
      packed.write(bytes(CAST));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        packed.write(zeros);
      }
    }
    Path file = foreign.write("bomb", out.toByteArray());
    ForeignFormatException refused =
        assertThrows(
            ForeignFormatException.class,
            () -> foreign.imported(ImportFormat.ASCIICAST, file, null));
    assertTrue(
        refused.getMessage().startsWith(file + ": unpacks to more than"), refused.getMessage());
  }

  @Test
  void problemsNameTheFileThatIsKnown() throws IOException {
    Path file = foreign.write("a.gz", Packer.GZIP.pack(bytes(CAST + "nonsense\n")));
    ForeignFormatException refused =
        assertThrows(ForeignFormatException.class, () -> guessed(file));
    assertTrue(refused.getMessage().startsWith(file + ":2: "), refused.getMessage());
  }

  private Recording sample() throws IOException {
    byte[] body = {'a', (byte) 0xff, (byte) 0xfe, 'b', (byte) 0xe2, (byte) 0x82, (byte) 0xac};
    String timing =
        """
        H 0.000000 START_TIME 2026-11-23 06:25:10+00:00
        H 0.000000 COLUMNS 100
        H 0.000000 LINES 30
        O 0.250000 3
        S 0.250000 SIGWINCH ROWS=31 COLS=90
        O 0.500000 4
        """;
    return foreign.typescript(body, timing);
  }

  private void assertSame(Recording expected, Import.Imported imported) throws IOException {
    Session session = imported.session();
    assertEquals(expected.session().started(), session.started());
    assertEquals(expected.session().size(), session.size());
    assertEquals("alice", session.user());
    assertEquals(
        new String(Foreign.export(expected, ExportFormat.TTYREC), StandardCharsets.ISO_8859_1),
        new String(
            Foreign.export(foreign.recording(imported), ExportFormat.TTYREC),
            StandardCharsets.ISO_8859_1));
  }

  @Test
  void whatTlogWroteComesBack() throws IOException {
    Recording recording = sample();
    Path file = foreign.write("a.tlog", Foreign.export(recording, ExportFormat.TLOG));
    assertEquals(ImportFormat.TLOG, ImportFormat.guess(file).orElseThrow());
    assertSame(recording, guessed(file));
  }

  @Test
  void tlogIsReadBehindTheWordsOfOthersAndInAJournal() throws IOException {
    String message =
        "{\"ver\":\"2.3\",\"host\":\"web1\",\"rec\":\"r\",\"user\":\"bob\",\"term\":\"xterm\",\"session\":1,"
            + "\"id\":%d,\"pos\":%d,\"time\":1700000000.500,\"timing\":\"=90x30<3>5+500>2\","
            + "\"in_txt\":\"abc\",\"in_bin\":[],\"out_txt\":\"hello\\r\\n\",\"out_bin\":[]}";
    String first = "Nov 26 06:25:10 web1 tlog-rec: " + message.formatted(1, 0) + "\n";
    String second = message.formatted(3, 2000).replace("hello", "again") + "\n";
    String other = message.formatted(1, 0).replace("\"r\"", "\"s\"") + "\n";
    Import.Imported imported = guessed(foreign.write("tlog", first + second + other));
    assertEquals("bob", imported.session().user());
    assertEquals("web1", imported.session().host());
    assertEquals("90x30", imported.session().size().toString());
    assertEquals(Instant.ofEpochMilli(1_700_000_000_500L), imported.session().started());
    String text = text(foreign.recording(imported));
    assertTrue(text.contains("hello\n-- 1 messages of tlog are missing here\nagain\n"), text);
    assertEquals(
        List.of(
            "6 characters of input are left out: only what the terminal showed is kept",
            "1 messages are missing; a marker shows where",
            "1 messages of other recordings are left out"),
        imported.notes());
    String quoted = message.formatted(1, 0).replace("\\", "\\\\").replace("\"", "\\\"");
    Path journal = foreign.write("journal", "{\"MESSAGE\":\"" + quoted + "\",\"_PID\":\"1\"}\n");
    assertTrue(text(foreign.recording(guessed(journal))).contains("hello"));
  }

  @Test
  void tlogThatWasCutIsImportedUpToThere() throws IOException {
    String whole = new String(Foreign.export(sample(), ExportFormat.TLOG), StandardCharsets.UTF_8);
    Import.Imported imported = guessed(foreign.write("a", whole + whole.substring(0, 60)));
    assertEquals(SessionState.TRUNCATED, imported.session().state());
  }

  @Test
  void whatSudoWroteComesBack() throws IOException {
    Recording recording = sample();
    Path log = foreign.export(recording, ExportFormat.SUDO_IOLOG, "iolog");
    assertEquals(ImportFormat.SUDO_IOLOG, ImportFormat.guess(log).orElseThrow());
    assertSame(recording, guessed(log));
  }

  @Test
  void oldAndCompressedLogsOfSudoAreRead() throws IOException {
    Path log = Files.createDirectory(folder.resolve("00"));
    Files.writeString(
        log.resolve("log"), "1300000000:bob:root::/dev/pts/7:24:80\n/home/bob\n/bin/id -u\n");
    Files.write(log.resolve("timing"), Packer.GZIP.pack(bytes(SUDO_TIMING)));
    Files.write(log.resolve("ttyout"), Packer.GZIP.pack(bytes("hello")));
    Files.write(log.resolve("stderr"), Packer.GZIP.pack(bytes(" err")));
    Import.Imported imported = guessed(log);
    assertEquals("bob", imported.session().user());
    assertEquals("/dev/pts/7", imported.session().tty());
    assertEquals(Instant.ofEpochSecond(1_300_000_000), imported.session().started());
    assertTrue(text(foreign.recording(imported)).contains("hello err"));
    assertEquals(
        List.of("3 bytes of input are left out: only what the terminal showed is kept"),
        imported.notes());
  }

  @Test
  void aLogOfSudoThatEndsEarlyIsImportedUpToThere() throws IOException {
    Path log = Files.createDirectory(folder.resolve("00"));
    Files.writeString(log.resolve("log"), "1300000000:bob:root::/dev/pts/7:24:80\n/\n/bin/id\n");
    Files.writeString(log.resolve("timing"), "4 0.1 5\n4 0.1 5\n");
    Files.writeString(log.resolve("ttyout"), "hello12");
    Import.Imported imported = guessed(log);
    assertEquals(SessionState.TRUNCATED, imported.session().state());
    assertTrue(text(foreign.recording(imported)).contains("hello12"));
    Files.writeString(log.resolve("timing"), "4 0.1 5\nnonsense\n");
    assertThrows(ForeignFormatException.class, () -> guessed(log));
  }

  @Test
  void theChannelsOfATtyrecAreToldApart() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < 4; i++) {
      file.writeBytes(
          new byte[] {(byte) (1 + i), 0, 0, 80, 0, 0, 0, 0, 2, 0, 0, 0, (byte) (i % 2)});
      file.writeBytes(bytes(i % 2 == 0 ? "ab" : "kk"));
    }
    Import.Imported imported = guessed(foreign.write("a.ttyrec3", file.toByteArray()));
    String text = text(foreign.recording(imported));
    assertTrue(text.contains("abab") && !text.contains("k\n"), text);
    assertTrue(
        imported.notes().toString().contains("2 records of other channels are left out"),
        imported.notes()::toString);
  }

  @Test
  void aFolderIsSearchedForRecordings() throws IOException {
    Path all = Files.createDirectories(folder.resolve("all"));
    Files.writeString(all.resolve("a.cast"), CAST);
    Files.writeString(all.resolve("README"), "nothing");
    Files.write(all.resolve("zeros"), new byte[100]);
    Files.createSymbolicLink(all.resolve("link.cast"), all.resolve("a.cast"));
    Files.createDirectories(all.resolve("deep/er"));
    Files.writeString(all.resolve("deep/er/typescript"), "Script started\nx\n");
    Files.writeString(all.resolve("deep/er/timing"), "0.1 2\n");
    Files.write(all.resolve("deep/x.log.gz"), Packer.GZIP.pack(bytes("Script started\nx\n")));
    Files.write(all.resolve("deep/x.tm.gz"), Packer.GZIP.pack(bytes("0.1 2\n")));
    Files.createDirectories(all.resolve("sudo/00"));
    Files.writeString(all.resolve("sudo/00/log"), "1300000000:bob:root::/dev/pts/7:24:80\n/\nid\n");
    Files.writeString(all.resolve("sudo/00/timing"), "4 0.1 1\n");
    Files.writeString(all.resolve("sudo/00/ttyout"), "x");
    ForeignFolder found = ForeignFolder.search(all);
    assertEquals(
        List.of(
            "sudo/00 SUDO_IOLOG",
            "a.cast ASCIICAST",
            "deep/er/typescript TYPESCRIPT deep/er/timing",
            "deep/x.log.gz TYPESCRIPT deep/x.tm.gz"),
        found.found().stream()
            .map(
                one ->
                    all.relativize(one.source().file())
                        + " "
                        + one.format()
                        + one.source().timing().map(t -> " " + all.relativize(t)).orElse(""))
            .toList());
    assertFalse(found.others().contains(all.resolve("link.cast")));
    assertTrue(found.others().contains(all.resolve("README")), found.others()::toString);
  }

  @Test
  void whatWasImportedIsKnownByItsContent() throws IOException {
    Path file = foreign.write("a.cast", CAST + "[0.1,\"o\",\"x\"]\n");
    Import.Imported imported = guessed(file);
    String content = SourceContent.of(new ImportSource(file, Optional.empty())).orElseThrow();
    Path log = folder.resolve("log");
    ImportedContents.read(log).add(content, imported.session().id());
    ImportedContents again = ImportedContents.read(log);
    Path moved = Files.move(file, folder.resolve("b.cast"));
    String same = SourceContent.of(new ImportSource(moved, Optional.empty())).orElseThrow();
    assertEquals(imported.session().id(), again.session(same).orElseThrow());
    assertTrue(again.session("0").isEmpty());
    again.add("1", SessionId.parse("20200101T000000-aaaa").orElseThrow());
    ImportedContents.forgetGone(log);
    assertEquals(
        same + " " + imported.session().id() + "\n", Files.readString(log.resolve("imports")));
  }
}
