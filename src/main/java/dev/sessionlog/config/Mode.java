package dev.sessionlog.config;

import java.util.Locale;

/** Which users a collector serves. */
public enum Mode {
  /** One user: started by the user's first login, with directories of that user. */
  USER,
  /** All users of the machine: {@code sessionlog daemon}, run by root. */
  SYSTEM;

  /** Returns the word for this mode that users see: its name in small letters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
