package dev.sessionlog.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each export played by the program whose format it is, in a terminal of tmux(1): at the end the
 * screen is the one that {@code play --dump-at} shows. Programs that are not installed are left
 * out.
 */
final class ExportIT {
  private static final String OUTPUT =
      """
      printf '\\033[H\\033[2J\\033]0;a title\\007\\033[1;31mred\\033[0m \\033[42mgreen\\033[0m\\r\\n'
      printf '漢字 │┌─┐│ Ünïcödé\\r\\n'
      sleep 0.1
      printf '\\033[?1049h\\033[2J\\033[Hinside a program'
      sleep 0.1
      printf '\\033[?1049lback\\r\\nto be erased\\r\\033[Kredrawn\\r\\n\\033[10;20Hat 10, 20'
      sleep 0.1
      printf '\\033[12;1Hthe end.'
      """;

  @TempDir private Path root;
  private Installation installation;
  private String id = "";

  @BeforeEach
  void bringOneSession() throws Exception {
    installation = Installation.in(root);
    Files.writeString(root.resolve("demo.sh"), OUTPUT);
    Outcome.of(
            List.of(
                "script",
                "-q",
                "-e",
                "-m",
                "advanced",
                "-O",
                path("typescript"),
                "-T",
                path("timing"),
                "-c",
                "sh " + path("demo.sh")),
            root,
            installation.environment(),
            "")
        .exits(0);
    id =
        installation
            .sessionlog("import", path("typescript"), path("timing"))
            .exits(0)
            .out()
            .strip();
  }

  @AfterEach
  void remove() throws Exception {
    installation.close();
  }

  private String path(String name) {
    return root.resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "typescript         | scriptreplay  | -t %s/timing %s/typescript",
        "typescript-classic | scriptreplay  | %s/timing %s/typescript",
        "ttyrec             | ttyplay       | %s",
        "asciicast-v2       | asciinema     | play %s",
        "asciicast-v2       | asciinema     | cat %s",
        "sudo-iolog         | sudoreplay    | %s",
        "tlog               | tlog-play     | -r file --file-path=%s",
      })
  void theFormatsOwnProgramShowsTheSameScreen(String format, String program, String arguments)
      throws Exception {
    assumeTrue(isInstalled("tmux"), "tmux is not installed");
    assumeTrue(isInstalled(program), program + " is not installed");
    installation.sessionlog("export", id, "-f", format, "-o", path("exported")).exits(0);
    String want = trimmed(installation.sessionlog("play", "--dump-at", "100%", id).exits(0).out());
    String command = program + " " + arguments.replace("%s", path("exported"));
    try {
      tmux("new-session", "-d", "-x", "80", "-y", "24", command + "; sleep 60").exits(0);
      await(command)
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertEquals(want, trimmed(tmux("capture-pane", "-p").out())));
    } finally {
      tmux("kill-server");
    }
  }

  @Test
  void whatIsImportedIsInTheLogAfterTheNextCollectorStarts() throws Exception {
    installation.sessionlog("search", "^back$").exits(0);
    installation.startCollector();
    await("the transcript")
        .atMost(Installation.PATIENCE)
        .until(() -> installation.logLines().stream().anyMatch(line -> line.endsWith(" back")));
    installation.awaitAllDone();
    String found = installation.sessionlog("search", "^back$").exits(0).out();
    assertEquals(1, found.lines().count(), found);
  }

  private Outcome tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S", path("tmux")));
    command.addAll(List.of(arguments));
    return Outcome.of(command, root, installation.environment(), "");
  }

  private static String trimmed(String screen) {
    return screen.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).strip();
  }

  private static boolean isInstalled(String program) {
    return List.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/").stream()
        .anyMatch(folder -> new File(folder + program).canExecute());
  }
}
