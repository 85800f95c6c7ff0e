package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The shell that asks, as its side of the handshake sees it: the reference for what the launcher
 * does in sh. The collector does not look: what a process was called by is kept in its own memory,
 * and so its user can have whoever reads it wait for ever.
 */
public final class AskingShell {
  /** An argument of execve(2) cannot be longer than 128 KiB. */
  private static final int LONGEST = 100_000;

  private final Path commandLine;

  /** Creates one that is the process {@code pid}. */
  public AskingShell(long pid) {
    this(Path.of("/proc/" + pid + "/cmdline"));
  }

  AskingShell(Path commandLine) {
    this.commandLine = commandLine;
  }

  /**
   * Returns {@code code} with the words by which the shell was called where they belong, so that
   * name and options of the shell inside are the same. They are quoted for sh, and what could end a
   * word in quotes of any shell is written as {@code \\0047} and {@code \\0134}, for printf.
   */
  public String complete(String code) {
    if (!code.contains(Supervision.ARGUMENTS)) {
      return code;
    }
    String words = words();
    return words.length() < LONGEST
        ? code.replace(Supervision.ARGUMENTS, words)
        : Answer.unrecorded(ShellSyntax.POSIX, "its command is too long").code();
  }

  private String words() {
    try {
      String words = Files.readString(commandLine, StandardCharsets.ISO_8859_1);
      String last = words.endsWith("\0") ? words.substring(0, words.length() - 1) : words;
      String quoted = "'" + last.replace("'", "'\\''").replace("\0", "' '") + "'";
      return quoted.replace("\\", "\\0134").replace("'", "\\0047");
    } catch (IOException hidden) {
      return "";
    }
  }
}
