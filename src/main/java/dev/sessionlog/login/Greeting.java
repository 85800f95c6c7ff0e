package dev.sessionlog.login;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a recorded login is told and asked before its shell starts.
 *
 * @param notice what it is told; empty for nothing
 * @param consent the program that asks whether it agrees, see {@link Consent}; empty for none
 */
public record Greeting(String notice, Optional<Path> consent) {
  /** Returns one that asks nothing. */
  static Greeting of(String notice) {
    return new Greeting(notice, Optional.empty());
  }

  Greeting withoutNotice() {
    return new Greeting("", consent);
  }
}
