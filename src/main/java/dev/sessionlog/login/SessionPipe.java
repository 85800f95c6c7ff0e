package dev.sessionlog.login;

import java.nio.file.Path;

/**
 * The pipe of a session, as named in the answer to a login.
 *
 * @param path its path
 * @param keepAlive the process with its read end as standard input
 */
public record SessionPipe(Path path, long keepAlive) {
  /**
   * Returns a name by which it can be opened, but nothing be made in its place: below {@code /proc}
   * nobody can make a file, root neither. Only the user of the keep-alive process, and root, can
   * use it.
   */
  String keptPath() {
    return "/proc/" + keepAlive + "/fd/0";
  }
}
