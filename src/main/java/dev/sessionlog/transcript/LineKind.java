package dev.sessionlog.transcript;

import java.util.Locale;

/** The kind of a transcript line. */
public enum LineKind {
  /** Text from the user's screen. */
  SCREEN,

  /** A message of sessionlog about the session. */
  MARKER;

  /** Returns its name in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
