package dev.sessionlog.config;

import java.util.Optional;

/** A check of a text value that only another part of the program can make. */
@FunctionalInterface
public interface ValueCheck {
  /**
   * Returns what is wrong with {@code value} and what was expected, for people and without a full
   * stop; empty when it is good.
   */
  Optional<String> problem(String value);
}
