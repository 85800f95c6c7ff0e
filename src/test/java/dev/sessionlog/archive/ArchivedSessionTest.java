package dev.sessionlog.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.archive.ArchivedFile.Part;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchivedSessionTest {
  private static final String SESSION =
      """
      {
        "version" : 1,
        "id" : "20261124T114717-djqf",
        "user" : "alice",
        "uid" : 1000,
        "host" : "web1",
        "tty" : "/dev/pts/0",
        "shell" : "/bin/bash",
        "term" : "xterm",
        "columns" : 80,
        "rows" : 24,
        "started" : "2026-11-24T11:47:17.5Z",
        "bytes" : 7,
        "state" : "active",
        "later" : { "deep" : [ 1, 2 ] },
        "gaps" : [ ]
      }
      """;

  private static final Sha256 HASH = Sha256.of("abc".getBytes(UTF_8));

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ArchivedSession.Files files =
        new ArchivedSession.Files(
            new ArchivedFile(7, HASH, List.of(new Part(0, 4, HASH), new Part(4, 3, HASH))),
            new ArchivedFile(0, HASH, List.of()));
    byte[] content = ArchivedSession.encode(SESSION.getBytes(UTF_8), Optional.of(files));
    ArchivedSession read = ArchivedSession.decode("sessions/x", content);
    assertEquals(files, read.recording().orElseThrow());
    assertEquals("alice", read.session().user());
    String text = new String(content, UTF_8);
    assertEquals(1, text.lines().count());
    assertTrue(text.contains("\"later\":{\"deep\":[1,2]}"), text);
  }

  @Test
  void aLiveSessionHasNoFiles() throws IOException {
    byte[] content = ArchivedSession.encode(SESSION.getBytes(UTF_8), Optional.empty());
    assertTrue(ArchivedSession.decode("opened/x", content).recording().isEmpty());
  }

  @Test
  void damageIsSaid() throws IOException {
    byte[] whole =
        ArchivedSession.encode(
            SESSION.getBytes(UTF_8),
            Optional.of(
                new ArchivedSession.Files(
                    new ArchivedFile(4, HASH, List.of(new Part(0, 4, HASH))),
                    new ArchivedFile(0, HASH, List.of()))));
    String text = new String(whole, UTF_8);
    for (String damaged :
        List.of(
            text.replace("\"offset\":0", "\"offset\":-1"),
            text.replace("\"offset\":0", "\"offset\":\"x\""),
            text.replace("\"offset\":0,", ""),
            text.replaceFirst("\"sha256\":\"..", "\"sha256\":\""),
            text.substring(0, text.length() / 2),
            "")) {
      assertThrows(
          CorruptRecordingException.class,
          () -> ArchivedSession.decode("sessions/x", damaged.getBytes(UTF_8)),
          damaged);
    }
  }
}
