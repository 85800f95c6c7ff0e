package dev.sessionlog.cli;

import dev.sessionlog.config.NearestName;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.userlog.UserLogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/** The users with recordings or logs. */
final class Users {
  private Users() {}

  /**
   * Makes sure that {@code user} has recordings or logs.
   *
   * @throws CommandFailure if there is nothing
   */
  static void require(Path logDir, String user) throws IOException {
    require(logDir, user, logDir.toString());
  }

  /**
   * Does the same.
   *
   * @param where what a message calls the log dir
   */
  static void require(Path logDir, String user, String where) throws IOException {
    if (user.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "the name of the user is empty");
    }
    if (!Files.isDirectory(logDir)) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND, logDir + ": no such directory; nothing has been recorded yet");
    }
    SortedSet<String> users = UserLogFile.users(logDir);
    if (!users.contains(user) && !new RecordingStore(logDir).knows(user)) {
      String near =
          NearestName.of(user, List.copyOf(users))
              .map(name -> ", did you mean '" + name + "'?")
              .orElse("");
      throw new CommandFailure(
          ExitCode.NOT_FOUND, "no log of user '" + user + "' in " + where + near);
    }
  }
}
