package dev.sessionlog.login;

import java.nio.file.Path;
import java.util.Optional;

/** The names of terminals, from their device numbers as proc(5) packs them. */
final class TtyName {
  private static final int FIRST_PTS_MAJOR = 136;
  private static final int LAST_PTS_MAJOR = 143;
  private static final int MINORS_A_MAJOR = 256;
  private static final int CONSOLE_MAJOR = 4;
  private static final int FIRST_SERIAL = 64;

  /** The placeholder for a terminal without a name on this machine, as in ps(1). */
  static final Path UNKNOWN = Path.of("?");

  private TtyName() {}

  /** Returns the path of the terminal; empty for an unknown kind. */
  static Optional<Path> of(int device) {
    int major = (device >>> 8) & 0xfff;
    int minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
    if (major >= FIRST_PTS_MAJOR && major <= LAST_PTS_MAJOR) {
      return Optional.of(
          Path.of("/dev/pts/" + ((major - FIRST_PTS_MAJOR) * MINORS_A_MAJOR + minor)));
    }
    if (major == CONSOLE_MAJOR) {
      return Optional.of(
          Path.of(
              minor < FIRST_SERIAL ? "/dev/tty" + minor : "/dev/ttyS" + (minor - FIRST_SERIAL)));
    }
    return Optional.empty();
  }
}
