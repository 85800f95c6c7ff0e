package dev.sessionlog.config;

import java.util.Locale;

/** Whose collector it is. */
public enum Mode {
  /** Each user's own: started by the first login that finds none, under that user's directories. */
  USER,
  /** The machine's: {@code sessionlog daemon} run by root, for all users. */
  SYSTEM;

  /** Returns the word for this mode on the screen: its name in small letters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
