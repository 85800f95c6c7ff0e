package dev.sessionlog.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sessions whose last line is in a piece of a log, and no others. */
final class LogEndsTest {
  private static final String FIRST = "20261124T114717-djqf";
  private static final String SECOND = "20261124T114718-djqf";
  private static final String THIRD = "20261124T114719-djqf";

  @TempDir private Path folder;

  private static String line(String session, String kind, String text) {
    return "{\"session\":\"%s\",\"line\":7,\"time\":\"2026-11-24T11:47:17.000Z\",\"user\":\"alice\","
            .formatted(session)
        + "\"kind\":\"%s\",\"text\":\"%s\"}".formatted(kind, text);
  }

  private Set<String> ends(String content) throws IOException {
    Path piece = folder.resolve("piece.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(piece))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    Path ends = folder.resolve("ends");
    try (OutputStream out = Files.newOutputStream(ends)) {
      LogEnds.write(piece, out);
    }
    return LogEnds.read(ends).stream().map(SessionId::toString).collect(Collectors.toSet());
  }

  @Test
  void markersEndASessionAndWordsOnAScreenDoNot() throws Exception {
    String content =
        Stream.of(
                line(FIRST, "marker", "-- session opened: alice on /dev/pts/3, 80x24"),
                line(FIRST, "screen", "-- session closed: complete after 1 s"),
                line(SECOND, "marker", "-- session closed: complete after 9 s, exit code 0"),
                line(FIRST, "screen", "\u00e9\u00e8 " + "- ".repeat(9000) + "-- session closed: "),
                line(THIRD, "marker", "-- session closed: interrupted after 9 s"))
            .collect(Collectors.joining("\n"));
    assertEquals(Set.of(SECOND, THIRD), ends(content), "the last line without its end, too");
    assertEquals(Set.of(SECOND, THIRD), ends(content + "\n"));
    assertEquals(Set.of(), ends(""));
    assertEquals(Set.of(), ends("-- session closed: \n" + "-".repeat(70_000)));
  }

  @Test
  void whatCannotBeUnpackedIsTold() throws Exception {
    Path piece = Files.writeString(folder.resolve("piece.gz"), "no gzip");
    assertThrows(
        ArchiveException.class, () -> LogEnds.write(piece, OutputStream.nullOutputStream()));
  }
}
