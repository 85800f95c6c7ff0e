package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page in a bundle: instructions for checking it without this program. */
final class BundlePage {
  private static final String NAME = "bundle-page.txt";

  private BundlePage() {}

  static String text(SessionId session, String user) {
    return "Evidence: the terminal session "
        + session
        + " of "
        + Visible.field(user)
        + "\n\n"
        + steps();
  }

  /** Returns the part that is the same for all sessions. */
  private static String steps() {
    try (InputStream page =
        Objects.requireNonNull(BundlePage.class.getResourceAsStream(NAME), NAME)) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own files can be read", e);
    }
  }
}
