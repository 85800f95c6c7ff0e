package dev.sessionlog.cli;

import dev.sessionlog.config.SystemPaths;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The environment of a command: its streams, user, environment variables, and clock.
 *
 * @param in the standard input
 * @param out the standard output, as bytes and without a buffer
 * @param err the standard error
 * @param terminal true when {@code out} is a terminal
 * @param environment the environment variables
 * @param uid the user's number
 * @param home the user's home directory in the passwd database
 * @param systemPaths the directories of a system collector
 * @param clock the wall clock
 * @param zone the time zone in which people read times; asked for only where one is shown, since
 *     the JDK reads all of them then
 */
public record Surroundings(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean terminal,
    Map<String, String> environment,
    long uid,
    Path home,
    SystemPaths systemPaths,
    InstantSource clock,
    Supplier<ZoneId> zone) {

  private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/|tty|console|hvc).*");

  /**
   * Returns the surroundings of this process.
   *
   * @param in its standard input
   * @param out its standard output
   * @param err its standard error
   * @throws IOException if {@code /proc} does not show this process
   */
  public static Surroundings ofProcess(InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    Path self = Path.of("/proc/self");
    return new Surroundings(
        in,
        out,
        err,
        isTerminal(self.resolve("fd/1")),
        System.getenv(),
        Integer.toUnsignedLong((Integer) Files.getAttribute(self, "unix:uid")),
        Path.of(System.getProperty("user.home", "/")),
        SystemPaths.STANDARD,
        InstantSource.system(),
        () -> new SystemZone(Path.of("/etc")).find(System.getenv()));
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      return TERMINAL.matcher(Files.readSymbolicLink(descriptor).toString()).matches();
    } catch (IOException e) {
      // Closed, so nobody sees the output.
      return false;
    }
  }
}
