package dev.sessionlog.login;

import java.nio.file.Path;

/**
 * The pipe of a session, as named in the answer to a login.
 *
 * @param path its path
 * @param holder the process with its read end as standard input
 */
public record SessionPipe(Path path, long holder) {
  /**
   * Returns a path by which it can be opened but never created: nobody can create a file below
   * {@code /proc}, not even root. Only the user of the holder, and root, can use it.
   */
  String held() {
    return "/proc/" + holder + "/fd/0";
  }
}
