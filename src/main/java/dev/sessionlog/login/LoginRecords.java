package dev.sessionlog.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The logged-in users, as sshd and login(1) note them in utmp(5), which users cannot write. If
 * there is no such file, nothing is known. Thread-safe.
 */
public final class LoginRecords {
  private static final int RECORD = 384;
  private static final int LARGEST = RECORD * 20_000;
  private static final short USER_PROCESS = 7;
  private static final int PID = 4;
  private static final int LINE = 8;
  private static final int LINE_LENGTH = 32;
  private static final int HOST = 76;
  private static final int HOST_LENGTH = 256;
  private static final Path DEVICES = Path.of("/dev");

  private final Path file;

  /** Creates one for {@code file}, usually {@code /var/run/utmp}. */
  public LoginRecords(Path file) {
    this.file = file;
  }

  /**
   * Returns the host or address from which the user at the terminal {@code tty} came.
   *
   * @param login returns true for a process of the login in question, because entries of earlier
   *     logins, or of other terminals with the same name, do not count
   */
  Optional<String> host(Path tty, LongPredicate login) {
    byte[] content;
    try {
      if (!tty.startsWith(DEVICES) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      content = Files.readAllBytes(file);
    } catch (IOException none) {
      return Optional.empty();
    }
    String line = DEVICES.relativize(tty).toString();
    ByteBuffer records = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
    for (int at = 0; at + RECORD <= content.length; at += RECORD) {
      if (records.getShort(at) == USER_PROCESS
          && text(content, at + LINE, LINE_LENGTH).equals(line)
          && login.test(records.getInt(at + PID))) {
        return Optional.of(text(content, at + HOST, HOST_LENGTH))
            .filter(host -> host.matches("[0-9A-Za-z.:%_-]{1,256}"));
      }
    }
    return Optional.empty();
  }

  private static String text(byte[] content, int from, int most) {
    int length = 0;
    while (length < most && content[from + length] != 0) {
      length++;
    }
    return new String(content, from, length, StandardCharsets.UTF_8);
  }
}
