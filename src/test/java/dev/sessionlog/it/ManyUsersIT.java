package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logins of several users in one instant, by one collector. The benchmark {@code crowd} does the
 * same with 200 of 20 users, and takes the times.
 */
final class ManyUsersIT {
  private static final int USERS = 4;
  private static final int LOGINS = 10;
  private static final Pattern MARK = Pattern.compile("mark-(user\\d-\\d+)-end");

  @TempDir private Path root;

  private record Login(User user, Terminal terminal) {}

  @Test
  void eachIsRecordedForItsUserAndHoldsNothingOfTheOthers() throws Exception {
    SystemInstallation.assumePossible();
    List<User> users = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      users.add(new User("user" + i, 6300 + i, 6300 + i));
    }
    try (SystemInstallation system =
        SystemInstallation.in(root.toRealPath(), users, List.of(), "tmpfs")) {
      system.configure("");
      system.startCollector();
      List<Login> logins = new ArrayList<>();
      for (int i = 0; i < LOGINS; i++) {
        for (User user : users) {
          logins.add(new Login(user, system.login(user)));
        }
      }
      for (int i = 0; i < logins.size(); i++) {
        logins.get(i).terminal().await("READY> ").enter("echo mark-$(id -un)-" + i + "-end");
      }
      for (int i = 0; i < logins.size(); i++) {
        Login login = logins.get(i);
        login.terminal().await("mark-" + login.user().name() + "-" + i + "-end").enter("exit");
        assertEquals(0, login.terminal().awaitExit());
        String shown = login.terminal().shown();
        assertTrue(shown.contains("This session is recorded"), shown);
      }
      check(system, users);
    }
  }

  private static void check(SystemInstallation system, List<User> users) throws Exception {
    for (User user : users) {
      List<Path> recordings = system.recordings(user.name());
      assertEquals(LOGINS, recordings.size(), user::name);
      TreeSet<String> marks = new TreeSet<>();
      for (Path recording : recordings) {
        marks.add(awaitOnlyMark(recording));
      }
      assertEquals(LOGINS, marks.size(), marks::toString);
      assertTrue(marks.stream().allMatch(mark -> mark.startsWith(user.name())), marks::toString);
    }
  }

  /** Returns the mark that was printed in a session; fails when there is another beside it. */
  private static String awaitOnlyMark(Path recording) {
    return awaitValue(
        "the mark in " + recording,
        () -> {
          String typescript =
              Files.readString(recording.resolve("typescript"), StandardCharsets.ISO_8859_1);
          List<String> found =
              MARK.matcher(typescript).results().map(match -> match.group(1)).distinct().toList();
          assertTrue(found.size() <= 1, found::toString);
          return found.stream().findFirst();
        });
  }
}
