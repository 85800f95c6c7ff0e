package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The login shell that asks, seen from its own side of the handshake: the reference for the
 * launcher's code in sh. The collector does not read this, because the arguments of a process are
 * in its memory, and its user can block readers for ever.
 */
public final class AskingShell {
  /** The longest argument of execve(2), 128 KiB. */
  private static final int LONGEST = 100_000;

  private final Path commandLine;

  /** Creates one for the process {@code pid}. */
  public AskingShell(long pid) {
    this(Path.of("/proc/" + pid + "/cmdline"));
  }

  AskingShell(Path commandLine) {
    this.commandLine = commandLine;
  }

  /**
   * Returns {@code code} with the name and arguments of the shell inserted, so that the inner shell
   * gets the same. They are quoted for sh; characters that could end a quoted word in any shell are
   * written as {@code \\0047} and {@code \\0134}, for printf.
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
