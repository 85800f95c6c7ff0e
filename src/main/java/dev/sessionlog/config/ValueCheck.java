package dev.sessionlog.config;

import java.util.Optional;

/** A check of a text value by another part of the program. */
@FunctionalInterface
public interface ValueCheck {
  /**
   * Returns what is wrong with {@code value} and what is expected, without a full stop; empty if it
   * is good.
   */
  Optional<String> problem(String value);
}
