package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of a recording that {@code cleanup} compressed: what they said before. */
class CompressedRecordingTest {
  private static final String ID = "20261122T062510-k3f9";

  @TempDir private Path dir;
  private CliWorld world = new CliWorld(Path.of("."));
  private Path folder = Path.of(".");

  @BeforeEach
  void record() throws IOException {
    world = new CliWorld(dir);
    folder = dir.resolve("home/.local/state/sessionlog/sessions/alice").resolve(ID);
    Files.createDirectories(folder);
    StringBuilder body = new StringBuilder();
    StringBuilder timing = new StringBuilder("H 0.000000 TERM xterm\n");
    for (int i = 0; i < 400; i++) {
      String output =
          switch (i) {
            case 200 -> "\033[?1049h\033[2J\033[5;5Hneedle in an editor";
            case 210 -> "\033[?1049l";
            default -> "line \033[3" + i % 8 + "m" + i + "\033[0m\r\n";
          };
      body.append(output);
      timing.append("O 0.100000 ").append(output.length()).append('\n');
    }
    Files.writeString(folder.resolve("typescript"), "Script started\n" + body);
    Files.writeString(folder.resolve("timing"), timing);
    Session session =
        SampleSession.named(ID)
            .host("web1")
            .started(Instant.parse("2026-11-22T06:25:10Z"))
            .build()
            .ended(
                SessionState.COMPLETE,
                Instant.parse("2026-11-22T06:26:10Z"),
                OptionalInt.empty(),
                body.length());
    Files.write(folder.resolve("session.json"), SessionFile.encodeInOneLine(session));
  }

  private void compress() throws IOException {
    new Recording(SessionId.parse(ID).orElseThrow(), folder).compress();
    assertFalse(Files.exists(folder.resolve("typescript")));
    assertFalse(Files.exists(folder.resolve("timing")));
  }

  @Test
  void everyCommandSaysWhatItSaidBefore() throws IOException {
    List<String[]> commands =
        Stream.of(
                "show --raw " + ID,
                "search --screens needle",
                "search --screens -i --json NEEDLE",
                "play --dump-at 20.5 " + ID,
                "play --dump-at 63% --ansi " + ID,
                "play --dump-at 1000b " + ID,
                "play --dump-at :150 " + ID,
                "export -f asciicast-v2 " + ID,
                "export -f asciicast-v3 " + ID,
                "export -f ttyrec " + ID,
                "export -f tlog " + ID,
                "export -f text " + ID,
                "export -f html " + ID)
            .map(command -> command.split(" "))
            .toList();
    List<String> before = new ArrayList<>();
    for (String[] command : commands) {
      before.add(world.sessionlog(command).exitsWith(ExitCode.OK).complainsNot().out());
    }
    assertTrue(before.get(1).contains("needle in an editor"), before.get(1));
    assertTrue(before.get(3).contains("needle in an editor"), before.get(3));
    compress();
    for (int i = 0; i < commands.size(); i++) {
      CliRun run = world.sessionlog(commands.get(i)).exitsWith(ExitCode.OK).complainsNot();
      assertEquals(before.get(i), run.out(), run.args().toString());
    }
  }

  @Test
  void foldersAreTheSameToo() throws IOException {
    List<String> formats = List.of("typescript", "typescript-classic", "sudo-iolog");
    for (String format : formats) {
      export(format, format + "-before");
    }
    compress();
    for (String format : formats) {
      export(format, format + "-after");
      try (Stream<Path> files = Files.list(dir.resolve(format + "-before"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path after = dir.resolve(format + "-after").resolve(file.getFileName());
          assertEquals(-1, Files.mismatch(file, after), after.toString());
        }
      }
    }
  }

  private void export(String format, String folderName) {
    world
        .sessionlog("export", "-f", format, "-o", dir.resolve(folderName).toString(), ID)
        .exitsWith(ExitCode.OK)
        .complainsNot();
  }
}
