package dev.sessionlog.transcript;

import java.util.Locale;

/** Whose words a line of a transcript holds. */
public enum LineKind {
  /** What stood on the user's screen. */
  SCREEN,

  /** What sessionlog says of the session. */
  MARKER;

  /** Returns the word that stands for it in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
