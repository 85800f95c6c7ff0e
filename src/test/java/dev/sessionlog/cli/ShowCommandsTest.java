package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code show --commands}: a session's commands in each form of output. */
class ShowCommandsTest {
  private static final String ID = "20261122T062510-k3f9";
  private static final String[] OUTPUT = {
    "\033]7;file://h/srv/very/long/directory\033\\\033]133;A\007$ \033]133;B\007",
    "make && echo " + "x".repeat(40) + "\r\n\033]133;C\007",
    "failed\r\n\033]133;D;2\007\033]133;A\007$ \033]133;B\007",
    "for i in 1\r\n> do ls\r\n> done\r\n\033]133;C\007",
    "\033]133;D;0\007\033]133;A\007$ \033]133;B\007",
    "rm -rf /^C\r\n\033]133;D;130\007\033]133;A\007$ \033]133;B\007",
    "su\r\n\033]133;C\007",
    "root@web1:~# ",
    "id\t\033[31m\u202e\r\n",
    "root@web1:~# "
  };

  @TempDir private Path dir;
  private CliWorld world = new CliWorld(Path.of("."));

  @BeforeEach
  void record() throws IOException {
    world = new CliWorld(dir);
    Path folder = dir.resolve("home/.local/state/sessionlog/sessions/alice").resolve(ID);
    Files.createDirectories(folder);
    StringBuilder timing = new StringBuilder();
    for (String output : OUTPUT) {
      int bytes = output.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      timing.append("O 0.500000 ").append(bytes).append('\n');
    }
    String body = String.join("", OUTPUT);
    Files.writeString(folder.resolve("typescript"), "Script started\n" + body);
    Files.writeString(folder.resolve("timing"), timing);
    Session begun = SampleSession.named(ID).build();
    Session session =
        begun.ended(
            SessionState.COMPLETE,
            begun.started().plus(Duration.ofMinutes(1)),
            OptionalInt.empty(),
            body.length());
    Files.write(folder.resolve("session.json"), SessionFile.encodeInOneLine(session));
  }

  @Test
  void aTableFitsTheScreen() {
    world.terminal = true;
    for (int columns : new int[] {60, 80, 100}) {
      world.environment.put("COLUMNS", "" + columns);
      world.environment.put("NO_COLOR", "1");
      CliRun run = world.sessionlog("show", "--commands", "--no-pager", ID).exitsWith(0);
      assertTrue(run.out().lines().allMatch(line -> line.length() <= columns), run::toString);
    }
    world.environment.put("COLUMNS", "80");
    world
        .sessionlog("show", "--commands", "--no-pager", ID)
        .prints(
            """
            Sun 2026-11-22  alice  20261122T062510-k3f9
            TIME      DURATION  EXIT  DIRECTORY       COMMAND
            -- found by the marks of the shell
            07:25:11        0s     2  …ong/directory  make && echo xxxxxxxxxxxxxxxxxxxxxxxxx
                                                      xxxxxxxxxxxxxxx
            07:25:12        0s     0  …ong/directory  for i in 1
                                                      do ls
                                                      done
            07:25:13   aborted     -  …ong/directory  rm -rf /
            07:25:13       56s     -  …ong/directory  su
            -- found by prompts
            07:25:14        0s     -  ~                 id �
            """);
  }

  @Test
  void programsGetFieldsAndJson() {
    CliRun plain = world.sessionlog("show", "--commands", ID).exitsWith(0);
    assertEquals(
        "2026-11-22T06:25:11Z\t0.500\t2\tfinished\tmarks\t/srv/very/long/directory\tmake && echo "
            + "x".repeat(40),
        plain.out().lines().findFirst().orElse(""));
    plain.printsPart("for i in 1\\ndo ls\\ndone\n");
    CliRun json = world.sessionlog("show", "--commands", "--json", ID).exitsWith(0);
    json.printsPart(
        """
        {"user":"alice","session":"20261122T062510-k3f9","at":3.500,\
        "time":"2026-11-22T06:25:13.500Z","duration":56.500,"outcome":"session-ended",\
        "directory":"/srv/very/long/directory","command":"su","evidence":"marks",\
        "guessed":false,"depth":0}
        """);
    assertEquals(json.out(), world.sessionlog("show", "--commands", "-o", "json", ID).out());
    world.sessionlog("show", "--commands", "-o", "cat", ID).printsPart("rm -rf /\nsu\n");
  }

  @Test
  void whatReadsTheLogsDoesNotGoWithIt() {
    world
        .sessionlog("show", "--commands", "-f", ID)
        .exitsWith(ExitCode.USAGE)
        .complainsPart("--commands works only without --follow, --raw and --text");
  }
}
