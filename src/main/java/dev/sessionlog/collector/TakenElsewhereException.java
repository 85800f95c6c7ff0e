package dev.sessionlog.collector;

import java.io.IOException;

/** A lock is another machine's or container's, or may be: whether it lives cannot be seen. */
final class TakenElsewhereException extends IOException {
  private static final long serialVersionUID = 1L;

  TakenElsewhereException(String owner) {
    super(owner);
  }
}
