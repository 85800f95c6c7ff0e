package dev.sessionlog.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal that is not ours: a pane of tmux(1), on a server of its own. What it shows is asked
 * for when it has come to a title that ends each stream, so no time is waited in vain or too
 * little.
 */
final class TmuxScreen implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/tmux");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** DEC Special Graphics: letters, and what they draw. */
  private static final String GRAPHICS = "`abcdefghijklmnopqrstuvwxyz{|}~_";

  private static final String DRAWN =
      "\u25C6\u2592\u2409\u240C\u240D\u240A\u00B0\u00B1\u2424\u240B\u2518\u2510\u250C\u2514\u253C"
          + "\u23BA\u23BB\u2500\u23BC\u23BD\u251C\u2524\u2534\u252C\u2502\u2264\u2265\u03C0"
          + "\u2260\u00A3\u00B7 ";

  private final Path folder;
  private final int columns;
  private int streams;

  private TmuxScreen(Path folder, int columns) {
    this.folder = folder;
    this.columns = columns;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts a server whose socket and streams are in {@code folder}. */
  static TmuxScreen start(Path folder, int columns, int rows)
      throws IOException, InterruptedException {
    TmuxScreen screen = new TmuxScreen(folder, columns);
    screen.tmux("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "exec sleep 1000");
    return screen;
  }

  /** Returns what a new pane shows after these bytes. */
  ShownScreen show(byte[] bytes) throws IOException, InterruptedException {
    streams++;
    String end = "end-of-stream-" + streams;
    Path stream = folder.resolve("stream");
    Files.write(stream, bytes);
    Files.writeString(folder.resolve("end"), "\030\033]2;" + end + "\033\\");
    tmux(
        "respawn-pane",
        "-k",
        "stty raw -echo; cat " + stream + " " + folder.resolve("end") + "; exec sleep 1000");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<String> lines =
          tmux(
              "display-message",
              "-p",
              "#{pane_title} #{cursor_y} #{cursor_x}",
              ";",
              "capture-pane",
              "-p",
              "-e");
      String[] facts = lines.get(0).split(" ");
      if (facts[0].equals(end)) {
        // A character in the last column leaves tmux's cursor behind it.
        int column = Math.min(Integer.parseInt(facts[2]), columns - 1);
        return ShownScreen.of(
            text(lines.subList(1, lines.size())), Integer.parseInt(facts[1]), column);
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("tmux did not come to the end of the stream: " + lines);
      }
    }
  }

  /** Takes the colours out, and draws what tmux keeps as letters between SO and SI. */
  private static List<String> text(List<String> captured) {
    StringBuilder text = new StringBuilder();
    boolean graphics = false;
    for (char c :
        String.join("\n", captured)
            .replaceAll("\\033\\[[0-9;:]*m|\\033\\]8;[^\\033]*\\033\\\\", "")
            .toCharArray()) {
      if (c == 0x0E || c == 0x0F) {
        graphics = c == 0x0E;
      } else {
        int index = graphics ? GRAPHICS.indexOf(c) : -1;
        text.append(index < 0 ? c : DRAWN.charAt(index));
      }
    }
    return text.toString().lines().toList();
  }

  private List<String> tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-u", "-S"));
    command.addAll(List.of(folder.resolve("socket").toString(), "-f", "/dev/null"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("TMUX");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output.lines().toList();
  }

  @Override
  public void close() throws IOException {
    try {
      tmux("kill-server");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
